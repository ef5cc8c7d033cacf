-- Contacts are no longer found by a company that lies in the trash; those of before are written anew in the background.
INSERT INTO search_rewrites (kind, company_id) SELECT 'contact', id FROM companies WHERE deleted_at IS NOT NULL
    ON CONFLICT (kind, property, company_id) DO UPDATE SET below = DEFAULT;
