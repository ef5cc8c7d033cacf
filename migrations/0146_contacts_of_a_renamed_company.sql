-- A contact is found by the name and the domain of its company: when these change, the entries of its contacts are written
-- anew behind the screens, some at a time (search/rewriting.py).
ALTER TABLE search_rewrites
    ADD COLUMN company_id bigint REFERENCES companies ON DELETE CASCADE,    -- only contacts of this company
    DROP CONSTRAINT search_rewrites_kind_property_key,
    ADD UNIQUE NULLS NOT DISTINCT (kind, property, company_id);
DROP INDEX contacts_company;
CREATE INDEX contacts_company ON contacts (company_id, id);
