-- A drill was answered only by the link mailed to a drilled address, or by the member whose own address was drilled, unless
-- they sent it. Accounts whose last drill counted by another answer were never drilled; their next date stays.
UPDATE `accounts` SET `drilled_at` = NULL, `reached_after` = NULL
WHERE `reached_after` IS NOT NULL AND EXISTS (
  SELECT 1 FROM `notices`
  WHERE `notices`.`account_id` = `accounts`.`id`
    AND `notices`.`kind` = 'drill'
    AND `notices`.`acknowledged_at` = `accounts`.`drilled_at`
    AND NOT EXISTS (
      SELECT 1 FROM `outbox`
      WHERE `outbox`.`notice_id` IS NOT NULL
        AND `outbox`.`notice_id` = `notices`.`id`
        AND `outbox`.`purpose` IS NOT NULL
        AND (
          (
            `outbox`.`recipient` = `notices`.`acknowledged_as`
            AND (
              EXISTS (SELECT 1 FROM `audit_entries` WHERE `subject_id` = `notices`.`id` AND `action` = 'notice.acknowledged-by-mail')
              OR (
                coalesce(`notices`.`closed_how`, '') <> 'member'
                AND NOT EXISTS (SELECT 1 FROM `audit_entries` WHERE `subject_id` = `notices`.`id` AND `action` = 'notice.acknowledged')
              )
            )
          )
          OR (
            coalesce(`notices`.`created_by`, '') <> `notices`.`acknowledged_by`
            AND EXISTS (SELECT 1 FROM `audit_entries` WHERE `subject_id` = `notices`.`id` AND `action` = 'notice.acknowledged')
            AND EXISTS (SELECT 1 FROM `users` WHERE `users`.`id` = `notices`.`acknowledged_by` AND `users`.`email_key` = lower(`outbox`.`recipient`))
          )
        )
    )
);--> statement-breakpoint
-- Such drills ended without an answer.
UPDATE `notices` SET
  `state` = 'closed',
  `slot` = `id`,
  `closed_at` = coalesce(`closed_at`, `acknowledged_at`),
  `closed_by` = coalesce(`closed_by`, `acknowledged_by`),
  `closed_how` = coalesce(`closed_how`, 'member'),
  `acknowledged_at` = NULL,
  `acknowledged_by` = NULL,
  `acknowledged_as` = ''
WHERE `kind` = 'drill' AND `acknowledged_at` IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM `outbox`
  WHERE `outbox`.`notice_id` IS NOT NULL
    AND `outbox`.`notice_id` = `notices`.`id`
    AND `outbox`.`purpose` IS NOT NULL
    AND (
      (
        `outbox`.`recipient` = `notices`.`acknowledged_as`
        AND (
          EXISTS (SELECT 1 FROM `audit_entries` WHERE `subject_id` = `notices`.`id` AND `action` = 'notice.acknowledged-by-mail')
          OR (
            coalesce(`notices`.`closed_how`, '') <> 'member'
            AND NOT EXISTS (SELECT 1 FROM `audit_entries` WHERE `subject_id` = `notices`.`id` AND `action` = 'notice.acknowledged')
          )
        )
      )
      OR (
        coalesce(`notices`.`created_by`, '') <> `notices`.`acknowledged_by`
        AND EXISTS (SELECT 1 FROM `audit_entries` WHERE `subject_id` = `notices`.`id` AND `action` = 'notice.acknowledged')
        AND EXISTS (SELECT 1 FROM `users` WHERE `users`.`id` = `notices`.`acknowledged_by` AND `users`.`email_key` = lower(`outbox`.`recipient`))
      )
    )
);