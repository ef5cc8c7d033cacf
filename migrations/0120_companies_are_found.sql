-- A company is found by its name, its domain and its number, not only by those who work there (W9).
ALTER TABLE search_entries DROP CONSTRAINT search_entries_kind_check,
    ADD CONSTRAINT search_entries_kind_check CHECK (kind IN ('ticket', 'message', 'contact', 'company'));

INSERT INTO search_entries (id, kind, subject_id, at, language, words)
SELECT entry.id, 'company', companies.id, companies.created_at, spoken.language,
    search_words(spoken.language, companies.name, said.content) || search_marks(entry.id, 'company')
FROM companies
CROSS JOIN LATERAL (SELECT nextval('search_entries_id_seq') AS id, companies.id AS company_id) AS entry
CROSS JOIN LATERAL (
    SELECT concat_ws(' ', companies.domain, translate(companies.domain, '.-', '  '), companies.phone) AS content
) AS said
CROSS JOIN LATERAL (SELECT search_language(companies.name || ' ' || said.content) AS language OFFSET 0) AS spoken
WHERE companies.deleted_at IS NULL;
