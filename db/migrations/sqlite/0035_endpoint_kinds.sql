-- In a store with people, no admin has chosen yet what partners may add; a new store allows what needs no gateway.
INSERT INTO `settings` (`key`, `value`) SELECT 'allowedKinds', 'null' WHERE EXISTS (SELECT 1 FROM `users`) ON CONFLICT DO NOTHING;
