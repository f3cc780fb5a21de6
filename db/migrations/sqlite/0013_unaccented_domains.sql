-- The start indexes these accounts again, so that a search finds their domains without accents.
UPDATE `accounts` SET `name_key` = '' WHERE `id` IN (SELECT `account_id` FROM `account_addresses` WHERE `address_key` LIKE '%xn--%');
