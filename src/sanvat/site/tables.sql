-- Of the migrations ab94441652877daa164c707160012bf1, by PostgreSQL 18
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;


CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


CREATE FUNCTION public.agenda_follow_name() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE agenda_workcalendar SET body_name = '' WHERE organisation_id = NEW.id;
    RETURN NULL;
END $$;


CREATE FUNCTION public.agenda_follow_weeks_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE agenda_workcalendar AS kept SET is_published = NOT is_published
        WHERE id IN (SELECT calendar_id FROM was) AND is_published <> EXISTS (
    SELECT FROM agenda_workweek WHERE calendar_id = kept.id AND state = 'published'
);
    RETURN NULL;
END $$;


CREATE FUNCTION public.agenda_follow_weeks_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE agenda_workcalendar AS kept SET is_published = NOT is_published
        WHERE id IN (SELECT calendar_id FROM came) AND is_published <> EXISTS (
    SELECT FROM agenda_workweek WHERE calendar_id = kept.id AND state = 'published'
);
    RETURN NULL;
END $$;


CREATE FUNCTION public.agenda_follow_weeks_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE agenda_workcalendar AS kept SET is_published = NOT is_published
        WHERE id IN (SELECT calendar_id FROM came UNION SELECT calendar_id FROM was) AND is_published <> EXISTS (
    SELECT FROM agenda_workweek WHERE calendar_id = kept.id AND state = 'published'
);
    RETURN NULL;
END $$;


CREATE FUNCTION public.agenda_keep_calendar() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.body_name := coalesce(
        (SELECT name FROM parties_organisation WHERE id = NEW.organisation_id), ''
    );
    NEW.is_published := EXISTS (
    SELECT FROM agenda_workweek WHERE calendar_id = NEW.id AND state = 'published'
);
    RETURN NEW;
END $$;


CREATE FUNCTION public.agreements_confirmed_by_another() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT agreements_is_confirmed(NEW.id) THEN
        PERFORM agreements_refuse('no other side has confirmed this item');
    END IF;
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_done_when_confirmed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.mark = 'done' AND NOT EXISTS (
        SELECT FROM agreements_item WHERE id = NEW.item_id AND state = 'confirmed'
    ) THEN
        PERFORM agreements_refuse('done in a review is what the other side has confirmed');
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.agreements_is_confirmed(item bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (
        SELECT FROM agreements_itemnote AS yes
        JOIN agreements_itemnote AS said
            ON said.item_id = yes.item_id AND said.round = yes.round AND said.kind = 'done'
        JOIN agreements_item AS it ON it.id = yes.item_id AND it.round = yes.round
        WHERE yes.item_id = item AND yes.kind = 'confirmed' AND yes.party_id <> said.party_id
    )
$$;


CREATE FUNCTION public.agreements_is_open(agreement bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT NOT EXISTS (
        SELECT FROM agreements_agreement
        WHERE id = agreement AND state NOT IN ('draft', 'commenting')
    ) OR EXISTS (
        SELECT FROM agreements_amendment
        WHERE agreement_id = agreement
        AND transaction = (pg_current_xact_id()::text)::bigint
    )
$$;


CREATE FUNCTION public.agreements_keep_parts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    of_agreement bigint;
    was_of bigint;
BEGIN
    IF TG_TABLE_NAME = 'agreements_itempartner' THEN
        SELECT agreement_id INTO of_agreement FROM agreements_item
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.item_id ELSE NEW.item_id END;
    ELSIF TG_OP = 'DELETE' THEN
        of_agreement := OLD.agreement_id;
    ELSE
        of_agreement := NEW.agreement_id;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> 'agreements_itempartner' THEN
        was_of := OLD.agreement_id;
    END IF;
    IF NOT agreements_is_open(of_agreement)
        OR was_of IS NOT NULL AND NOT agreements_is_open(was_of) THEN
        PERFORM agreements_refuse('a signed text changes by an annex alone');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;


CREATE FUNCTION public.agreements_keep_review() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    of_review bigint;
BEGIN
    IF TG_TABLE_NAME = 'agreements_review' THEN
        of_review := OLD.id;
    ELSE
        of_review := CASE WHEN TG_OP = 'DELETE' THEN OLD.review_id ELSE NEW.review_id END;
    END IF;
    IF EXISTS (SELECT FROM agreements_reviewsignature WHERE review_id = of_review) THEN
        PERFORM agreements_refuse('a review stays as it was signed');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;


CREATE FUNCTION public.agreements_keep_signed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state IN ('draft', 'commenting') THEN
        PERFORM agreements_refuse('what is signed becomes no draft again');
    END IF;
    IF TG_OP = 'DELETE' OR (
        NEW.kind, NEW.regulation_id, NEW.title, NEW.theme, NEW.place_id, NEW.starts_on,
        NEW.ends_on, NEW.grounds, NEW.purpose, NEW.meets_every, NEW.reports_every, NEW.money,
        NEW.effect, NEW.confirm_rule
    ) IS DISTINCT FROM (
        OLD.kind, OLD.regulation_id, OLD.title, OLD.theme, OLD.place_id, OLD.starts_on,
        OLD.ends_on, OLD.grounds, OLD.purpose, OLD.meets_every, OLD.reports_every, OLD.money,
        OLD.effect, OLD.confirm_rule
    ) THEN
        IF NOT agreements_is_open(OLD.id) THEN
            PERFORM agreements_refuse('a signed text changes by an annex alone');
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;


CREATE FUNCTION public.agreements_number_transaction() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.transaction := (pg_current_xact_id()::text)::bigint;
    RETURN NEW;
END $$;


CREATE FUNCTION public.agreements_of_its_agreement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.party_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM agreements_item AS item JOIN agreements_party AS party
            ON party.agreement_id = item.agreement_id
        WHERE item.id = NEW.item_id AND party.id = NEW.party_id
    ) THEN
        PERFORM agreements_refuse('a party of another agreement');
    END IF;
    IF NEW.kind IN ('confirmed', 'returned') AND NOT EXISTS (
        SELECT FROM agreements_itemnote
        WHERE item_id = NEW.item_id AND kind = 'done' AND round = NEW.round
        AND party_id <> NEW.party_id
    ) THEN
        PERFORM agreements_refuse('a side judges what another side said is done, not its own');
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.agreements_only_added() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_refuse(TG_TABLE_NAME || ' is only ever added to');
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_refuse(why text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'agreements: %', why USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.agreements_wait(items bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF cardinality(items) = 0 THEN
        RETURN;
    END IF;
    -- Whoever ends an agreement meanwhile waits, and then finds these rows.
    PERFORM FROM agreements_agreement WHERE id IN (
        SELECT agreement_id FROM agreements_item WHERE id = ANY (items)
    ) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM agreements_waiting WHERE item_id = ANY (items);
    INSERT INTO agreements_waiting
        (item_id, agreement_id, organisation_id, what, deadline, was_returned)
    SELECT item.id, agreement.id, party.organisation_id,
        CASE item.state WHEN 'done' THEN 'confirm' ELSE 'do' END,
        coalesce(item.due_on, agreement.ends_on), item.state = 'returned'
    FROM agreements_item AS item
    JOIN agreements_agreement AS agreement
        ON agreement.id = item.agreement_id AND agreement.state = 'running'
    JOIN agreements_party AS party ON party.agreement_id = agreement.id
    WHERE item.id = ANY (items) AND (
        item.state IN ('open', 'returned') AND party.id = item.lead_id
        OR item.state = 'done' AND party.id NOT IN (item.lead_id, item.said_by_id)
        AND (
            EXISTS (
                SELECT FROM agreements_itempartner
                WHERE item_id = item.id AND party_id = party.id
            )
            OR NOT EXISTS (SELECT FROM agreements_itempartner WHERE item_id = item.id)
        )
        AND NOT EXISTS (
            SELECT FROM agreements_itemnote
            WHERE item_id = item.id AND kind = 'confirmed' AND round = item.round
            AND party_id = party.id
        )
    );
END $$;


CREATE FUNCTION public.agreements_wait_agreement_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(
    SELECT item.id FROM agreements_item AS item
    JOIN came ON came.id = item.agreement_id JOIN was ON was.id = came.id
    WHERE (came.state, came.ends_on) IS DISTINCT FROM (was.state, was.ends_on)
    AND 'running' IN (came.state, was.state)
));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_item_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(SELECT id FROM was));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_item_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(SELECT id FROM came));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_item_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(SELECT id FROM came));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_itemnote_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(SELECT item_id FROM came WHERE kind = 'confirmed'));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_itempartner_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(SELECT item_id FROM was));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_itempartner_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(SELECT item_id FROM came));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_itempartner_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(SELECT item_id FROM came));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_party_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(
    SELECT item.id FROM agreements_item AS item
    JOIN was AS touched ON touched.agreement_id = item.agreement_id
));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_party_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(
    SELECT item.id FROM agreements_item AS item
    JOIN came AS touched ON touched.agreement_id = item.agreement_id
));
    RETURN NULL;
END $$;


CREATE FUNCTION public.agreements_wait_party_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agreements_wait(ARRAY(
    SELECT item.id FROM agreements_item AS item
    JOIN came AS touched ON touched.agreement_id = item.agreement_id
));
    RETURN NULL;
END $$;


CREATE FUNCTION public.certificates_count_decisions_again() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- Whoever has counted and not committed is waited for, and then seen.
    LOCK TABLE certificates_decisiontally IN EXCLUSIVE MODE;
    DELETE FROM certificates_decisiontally;
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
        SELECT * FROM certificates_decisiontally_counted;
END $$;


CREATE FUNCTION public.certificates_count_decisions_product_update() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT product.province, told.issued_on, told.decision, told.authority, sum(n) AS n
    FROM 
    (
        (SELECT id, province, 1 AS n FROM came EXCEPT SELECT id, province, 1 FROM was)
        UNION ALL
        (SELECT id, province, -1 FROM was EXCEPT SELECT id, province, -1 FROM came)
    ) AS product
    JOIN certificates_recognition AS told ON told.product_id = product.id

    WHERE told.decision <> '' AND told.issued_on IS NOT NULL
    GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN certificates_decisiontally AS kept
            USING (province, issued_on, decision, authority)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM certificates_decisiontally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.*
    )
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
    SELECT province, issued_on, decision, authority, sum(n) FROM (
        SELECT province, issued_on, decision, authority, n FROM delta
        UNION ALL SELECT province, issued_on, decision, authority, count FROM taken
    ) AS found
    GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.certificates_count_decisions_recognition_delete() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT product.province, told.issued_on, told.decision, told.authority, sum(told.n) AS n
    FROM 
    (SELECT *, -1 AS n FROM was) AS told
    JOIN products_product AS product ON product.id = told.product_id

    WHERE told.decision <> '' AND told.issued_on IS NOT NULL
    GROUP BY 1, 2, 3, 4 HAVING sum(told.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN certificates_decisiontally AS kept
            USING (province, issued_on, decision, authority)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM certificates_decisiontally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.*
    )
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
    SELECT province, issued_on, decision, authority, sum(n) FROM (
        SELECT province, issued_on, decision, authority, n FROM delta
        UNION ALL SELECT province, issued_on, decision, authority, count FROM taken
    ) AS found
    GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.certificates_count_decisions_recognition_insert() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT product.province, told.issued_on, told.decision, told.authority, sum(told.n) AS n
    FROM 
    (SELECT *, 1 AS n FROM came) AS told
    JOIN products_product AS product ON product.id = told.product_id

    WHERE told.decision <> '' AND told.issued_on IS NOT NULL
    GROUP BY 1, 2, 3, 4 HAVING sum(told.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN certificates_decisiontally AS kept
            USING (province, issued_on, decision, authority)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM certificates_decisiontally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.*
    )
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
    SELECT province, issued_on, decision, authority, sum(n) FROM (
        SELECT province, issued_on, decision, authority, n FROM delta
        UNION ALL SELECT province, issued_on, decision, authority, count FROM taken
    ) AS found
    GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.certificates_count_decisions_recognition_update() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT product.province, told.issued_on, told.decision, told.authority, sum(told.n) AS n
    FROM 
    (SELECT *, 1 AS n FROM came UNION ALL SELECT *, -1 FROM was) AS told
    JOIN products_product AS product ON product.id = told.product_id

    WHERE told.decision <> '' AND told.issued_on IS NOT NULL
    GROUP BY 1, 2, 3, 4 HAVING sum(told.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN certificates_decisiontally AS kept
            USING (province, issued_on, decision, authority)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM certificates_decisiontally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.*
    )
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
    SELECT province, issued_on, decision, authority, sum(n) FROM (
        SELECT province, issued_on, decision, authority, n FROM delta
        UNION ALL SELECT province, issued_on, decision, authority, count FROM taken
    ) AS found
    GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.certificates_follow_recognition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE products_product AS product
        SET stars = latest.stars, expires_on = latest.expires_on, recognised_on = latest.day
        FROM (SELECT DISTINCT product_id FROM touched) AS of_product
        LEFT JOIN LATERAL (
            SELECT stars, expires_on, coalesce(issued_on, make_date(year::int, 1, 1)) AS day FROM certificates_recognition
            WHERE product_id = of_product.product_id ORDER BY round DESC LIMIT 1
        ) AS latest ON true
        WHERE product.id = of_product.product_id
        AND (product.stars, product.expires_on, product.recognised_on)
            IS DISTINCT FROM (latest.stars::smallint, latest.expires_on, latest.day);
    RETURN NULL;
END $$;


CREATE FUNCTION public.comments_as_sent() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    is_taken_back CONSTANT boolean := NEW.state = 'taken_back' AND OLD.state <> 'taken_back';
    is_erased CONSTANT boolean := NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL
        AND OLD.state = 'refused' AND NEW.state = 'refused'
        AND (NEW.name, NEW.title, NEW.text, NEW.phone) = ('', '', '', '');
    is_phone_erased CONSTANT boolean := NEW.phone_erased_at IS NOT NULL AND NEW.phone = '';
BEGIN
    IF is_taken_back THEN
        RETURN NEW;
    END IF;
    IF (NEW.thread_id, NEW.sent_at, NEW.is_proven)
        IS DISTINCT FROM (OLD.thread_id, OLD.sent_at, OLD.is_proven)
        OR NOT is_erased AND (NEW.name, NEW.title, NEW.text, NEW.erased_at)
        IS DISTINCT FROM (OLD.name, OLD.title, OLD.text, OLD.erased_at)
        OR NOT is_erased AND NOT is_phone_erased AND NEW.phone IS DISTINCT FROM OLD.phone
        OR OLD.state = 'taken_back'
    THEN
        RAISE EXCEPTION 'comments: what was sent stays as it was sent'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.comments_comment_lies() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.province := (SELECT province FROM comments_thread WHERE id = NEW.thread_id);
    NEW.province := coalesce(NEW.province, '');
    RETURN NEW;
END $$;


CREATE FUNCTION public.comments_follow_thread() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE comments_comment SET province = NEW.province
        WHERE thread_id = NEW.id AND province <> NEW.province;
    RETURN NULL;
END $$;


CREATE FUNCTION public.comments_thread_follow_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE comments_thread SET province = '' FROM came JOIN was USING (id)
        WHERE comments_thread.place_id = came.id AND came.lineage IS DISTINCT FROM was.lineage;
    RETURN NULL;
END $$;


CREATE FUNCTION public.comments_thread_lie_in_province() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.province := coalesce(
        (SELECT '/' || split_part(lineage, '/', 2) || '/' FROM places_place
            WHERE id = NEW.place_id),
        ''
    );
    RETURN NEW;
END $$;


CREATE FUNCTION public.concerns_as_sent() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (NEW.code, NEW.is_confidential, NEW.way, NEW.sent_at, NEW.sent_key)
        IS DISTINCT FROM
        (OLD.code, OLD.is_confidential, OLD.way, OLD.sent_at, OLD.sent_key)
        OR (NEW.erased_at IS NULL
            AND (NEW.title, NEW.text) IS DISTINCT FROM (OLD.title, OLD.text))
        OR (NEW.erased_at IS NOT NULL AND (NEW.title <> '' OR NEW.text <> ''))
        OR (OLD.erased_at IS NOT NULL AND NEW.erased_at IS NULL)
    THEN
        RAISE EXCEPTION 'concerns: what was sent stays as it was sent'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.concerns_count_days() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
    UPDATE concerns_countedconcern SET due_on = NEW.due_on, finished_on = NEW.finished_on
     WHERE clock_id = NEW.id;
    RETURN NULL;
END $$;


CREATE FUNCTION public.concerns_count_matter() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
    IF NEW.is_confidential THEN
        RETURN NULL;
    END IF;
    IF NEW.clock_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.clock_id IS DISTINCT FROM OLD.clock_id)
    THEN
        PERFORM FROM clocks_clock WHERE id = NEW.clock_id FOR SHARE;
    END IF;
    INSERT INTO concerns_countedconcern AS kept (concern_id, place_id, organisation_id, clock_id, sent_on, sent_month, settled_on, due_on, finished_on, satisfaction, is_assigned, was_reopened, kind, state, subject, home)
    
SELECT concern.id, concern.place_id, concern.organisation_id, concern.clock_id,
       sent.day, extract(year FROM sent.day) * 12 + extract(month FROM sent.day) - 1,
       concern.settled_on,
       clock.due_on, clock.finished_on, concern.satisfaction,
       concern.handler_id IS NOT NULL, concern.reopened_at IS NOT NULL,
       concern.kind, concern.state, concern.subject, split_part(place.lineage, '/', 2)
  FROM (SELECT NEW.*) AS concern
 CROSS JOIN LATERAL (SELECT (concern.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS sent(day)
  JOIN places_place AS place ON place.id = concern.place_id
  LEFT JOIN clocks_clock AS clock ON clock.id = concern.clock_id

    ON CONFLICT (concern_id) DO UPDATE SET
        place_id = excluded.place_id, organisation_id = excluded.organisation_id,
        clock_id = excluded.clock_id, sent_on = excluded.sent_on,
        sent_month = excluded.sent_month, settled_on = excluded.settled_on,
        -- The days of a clock it had before are its clock's to write: somebody may do so just now.
        due_on = CASE WHEN kept.clock_id IS DISTINCT FROM excluded.clock_id
            THEN excluded.due_on ELSE kept.due_on END,
        finished_on = CASE WHEN kept.clock_id IS DISTINCT FROM excluded.clock_id
            THEN excluded.finished_on ELSE kept.finished_on END,
        satisfaction = excluded.satisfaction, is_assigned = excluded.is_assigned,
        was_reopened = excluded.was_reopened,
        kind = excluded.kind, state = excluded.state, subject = excluded.subject,
        home = excluded.home;
    RETURN NULL;
END $$;


CREATE FUNCTION public.concerns_count_no_more() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
    DELETE FROM concerns_countedconcern WHERE concern_id = OLD.id;
    RETURN NULL;
END $$;


CREATE FUNCTION public.concerns_pairs(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT coalesce(array_agg(DISTINCT said.word || ' ' || after.word), '{}'::text[])
    FROM string_to_table(words, ' ') WITH ORDINALITY AS said(word, n)
    JOIN string_to_table(words, ' ') WITH ORDINALITY AS after(word, n) ON after.n = said.n + 1
$$;


CREATE FUNCTION public.concerns_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'concerns: % stays as it is', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.events_event_follow_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE events_event SET province = '' FROM came JOIN was USING (id)
        WHERE events_event.place_id = came.id AND came.lineage IS DISTINCT FROM was.lineage;
    RETURN NULL;
END $$;


CREATE FUNCTION public.events_event_lie_in_province() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.province := coalesce(
        (SELECT '/' || split_part(lineage, '/', 2) || '/' FROM places_place
            WHERE id = NEW.place_id),
        ''
    );
    RETURN NEW;
END $$;


CREATE FUNCTION public.indicators_guard_figure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a figure is never taken out' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (
    OLD.approved_at IS NOT NULL OR NEW.approved_at IS NULL
    OR (NEW.indicator_id, NEW.place_id, NEW.year, NEW.part, NEW.revision, NEW.noted_at)
       IS DISTINCT FROM
       (OLD.indicator_id, OLD.place_id, OLD.year, OLD.part, OLD.revision, OLD.noted_at)
    OR (NEW.amount, NEW.comment, NEW.report_id, NEW.noted_by_id)
       IS DISTINCT FROM (OLD.amount, OLD.comment, OLD.report_id, OLD.noted_by_id)
  ) THEN
    RAISE EXCEPTION 'a figure is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT indicators_may_write(
    NEW.indicator_id, NEW.place_id, NEW.year, NEW.part, coalesce(NEW.approved_at, NEW.noted_at)
  ) THEN
    RAISE EXCEPTION 'the period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;


CREATE FUNCTION public.indicators_guard_gone_values() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (
    SELECT FROM gone AS v
      JOIN indicators_asked AS a ON a.indicator_id = v.indicator_id
      JOIN indicators_collection AS c
        ON c.id = a.collection_id AND c.state = 'locked' AND c.year = v.year AND c.part = v.part
      JOIN indicators_valuereport AS r ON r.collection_id = c.id AND r.place_id = v.place_id
     WHERE NOT EXISTS (
       SELECT FROM indicators_figure AS f
        WHERE f.indicator_id = v.indicator_id AND f.place_id = v.place_id AND f.year = v.year
          AND f.part = v.part AND f.amount IS NULL AND f.approved_at IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'the period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.indicators_guard_values() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM indicators_collection WHERE state = 'locked') THEN
    RETURN NULL;
  END IF;
  IF EXISTS (
    SELECT FROM written AS v
      JOIN indicators_asked AS a ON a.indicator_id = v.indicator_id
      JOIN indicators_collection AS c
        ON c.id = a.collection_id AND c.state = 'locked' AND c.year = v.year AND c.part = v.part
      JOIN indicators_valuereport AS r ON r.collection_id = c.id AND r.place_id = v.place_id
     WHERE NOT EXISTS (
       SELECT FROM indicators_figure AS f
        WHERE f.indicator_id = v.indicator_id AND f.place_id = v.place_id AND f.year = v.year
          AND f.part = v.part AND f.amount = v.amount AND f.approved_at IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'the period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;


CREATE FUNCTION public.indicators_kept_at_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_TABLE_NAME = 'indicators_keptpaper' THEN
        NEW.transaction := (pg_current_xact_id()::text)::bigint;
    ELSIF NOT EXISTS (
        SELECT FROM indicators_keptpaper
        WHERE id = NEW.paper_id AND transaction = (pg_current_xact_id()::text)::bigint
    ) THEN
        RAISE EXCEPTION 'the figures of a kept paper are kept with it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.indicators_kept_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'indicators_keptpaper' THEN
        IF OLD.pdf_id IS NULL AND NEW.pdf_id IS NOT NULL
            AND to_jsonb(NEW) - '{pdf_id,word_id}'::text[]
                = to_jsonb(OLD) - '{pdf_id,word_id}'::text[] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% stays as it was issued', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.indicators_may_write(of_indicator bigint, of_place bigint, of_year integer, of_part integer, at timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT NOT EXISTS (
    SELECT FROM indicators_collection AS c
      JOIN indicators_asked AS a ON a.collection_id = c.id AND a.indicator_id = of_indicator
      JOIN indicators_valuereport AS r ON r.collection_id = c.id AND r.place_id = of_place
     WHERE c.state = 'locked' AND c.year = of_year AND c.part = of_part
       AND NOT EXISTS (
         SELECT FROM indicators_grace AS g
          WHERE g.collection_id = c.id AND g.place_id = of_place AND g.granted_at <= at
            AND (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= g.until))
$$;


CREATE FUNCTION public.indicators_values_came() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  
INSERT INTO indicators_total AS kept (indicator_id, year, part, home, level, amount, count)
  SELECT v.indicator_id, v.year, v.part, split_part(p.lineage, '/', 2), p.level,
          sum(v.amount),  count(*)
    FROM came AS v JOIN places_place AS p ON p.id = v.place_id
   GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (indicator_id, year, part, home, level)
  DO UPDATE SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
;
  RETURN NULL;
END $$;


CREATE FUNCTION public.indicators_values_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  
INSERT INTO indicators_total AS kept (indicator_id, year, part, home, level, amount, count)
  SELECT v.indicator_id, v.year, v.part, split_part(p.lineage, '/', 2), p.level,
         - sum(v.amount), - count(*)
    FROM was AS v JOIN places_place AS p ON p.id = v.place_id
   GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (indicator_id, year, part, home, level)
  DO UPDATE SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
;
  
INSERT INTO indicators_total AS kept (indicator_id, year, part, home, level, amount, count)
  SELECT v.indicator_id, v.year, v.part, split_part(p.lineage, '/', 2), p.level,
          sum(v.amount),  count(*)
    FROM came AS v JOIN places_place AS p ON p.id = v.place_id
   GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (indicator_id, year, part, home, level)
  DO UPDATE SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
;
  DELETE FROM indicators_total WHERE count = 0;
  RETURN NULL;
END $$;


CREATE FUNCTION public.indicators_values_went() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  
INSERT INTO indicators_total AS kept (indicator_id, year, part, home, level, amount, count)
  SELECT v.indicator_id, v.year, v.part, split_part(p.lineage, '/', 2), p.level,
         - sum(v.amount), - count(*)
    FROM was AS v JOIN places_place AS p ON p.id = v.place_id
   GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (indicator_id, year, part, home, level)
  DO UPDATE SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
;
  DELETE FROM indicators_total WHERE count = 0;
  RETURN NULL;
END $$;


CREATE FUNCTION public.instruments_follow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.issued_on <> OLD.issued_on AND EXISTS (
        SELECT FROM instruments_relation AS relation
        JOIN instruments_instrument AS other
            ON other.id IN (relation.paper_id, relation.older_id) AND other.id <> NEW.id
        WHERE relation.paper_id = NEW.id
                AND (other.issued_on > NEW.issued_on OR relation.from_on < NEW.issued_on)
            OR relation.older_id = NEW.id AND other.issued_on < NEW.issued_on
    ) THEN
        RAISE EXCEPTION 'instruments: an earlier paper stays earlier'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT published_at INTO NEW.published_at FROM instruments_publication
        WHERE instrument_id = NEW.id AND withdrawn_at IS NULL;
    SELECT least(min(from_on) FILTER (WHERE kind <> 'amends'), NEW.expires_on + 1),
            min(from_on) FILTER (WHERE kind = 'amends')
        INTO NEW.ended_on, NEW.amended_on
        FROM instruments_relation WHERE older_id = NEW.id AND kind <> 'rests_on';
    RETURN NEW;
END $$;


CREATE FUNCTION public.instruments_no_circle() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('relations of papers', 0));
    IF EXISTS (
        SELECT FROM instruments_instrument AS paper, instruments_instrument AS older
        WHERE paper.id = NEW.paper_id AND older.id = NEW.older_id
            AND (older.issued_on > paper.issued_on OR NEW.from_on < paper.issued_on)
    ) THEN
        RAISE EXCEPTION 'instruments: an earlier paper stays earlier'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        WITH RECURSIVE below(id) AS (
            SELECT NEW.older_id
            UNION
            SELECT relation.older_id FROM instruments_relation AS relation
            JOIN below ON below.id = relation.paper_id
        )
        SELECT FROM below WHERE id = NEW.paper_id
    ) THEN
        RAISE EXCEPTION 'instruments: papers lead to one another in a circle'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.instruments_published() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        OLD.withdrawn_at IS NOT NULL
        OR (OLD.instrument_id, OLD.published_at, OLD.published_by_id, OLD.published_for_id)
            <> (NEW.instrument_id, NEW.published_at, NEW.published_by_id, NEW.published_for_id)
    ) OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'instruments: a publication is ended, never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE instruments_instrument SET published_at = NULL WHERE id = NEW.instrument_id;
    RETURN NULL;
END $$;


CREATE FUNCTION public.instruments_related() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE instruments_instrument SET ended_on = NULL WHERE id = OLD.older_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE instruments_instrument SET ended_on = NULL WHERE id = NEW.older_id;
    END IF;
    RETURN NULL;
END $$;


CREATE FUNCTION public.parties_follow_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE parties_organisation SET province = '' FROM came JOIN was USING (id)
        WHERE parties_organisation.place_id = came.id
        AND (came.lineage, came.sort_key, came.searchable)
            IS DISTINCT FROM (was.lineage, was.sort_key, was.searchable);
    RETURN NULL;
END $$;


CREATE FUNCTION public.parties_lie_in_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    lying places_place;
BEGIN
    SELECT * INTO lying FROM places_place WHERE id = NEW.place_id;
    NEW.province := coalesce('/' || split_part(lying.lineage, '/', 2) || '/', '');
    NEW.place_key := coalesce(lying.sort_key, '');
    NEW.found_by := concat_ws(' ', NEW.searchable, lying.searchable);
    NEW.also_in := coalesce(NEW.also_in, '');  -- whoever copies rows in need not name it
    RETURN NEW;
END $$;


CREATE FUNCTION public.plans_guard_fact() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of %: it is only ever added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.plans_guard_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    part jsonb := to_jsonb(coalesce(NEW, OLD));
    plan_state text;
BEGIN
    IF TG_TABLE_NAME = 'plans_target' THEN
        SELECT state INTO plan_state FROM plans_plan WHERE id = (part->>'plan_id')::bigint;
    ELSE
        SELECT state INTO plan_state FROM plans_target AS target
            JOIN plans_plan AS plan ON plan.id = target.plan_id
            WHERE target.id = (part->>'target_id')::bigint;
    END IF;
    IF plan_state IS NULL OR plan_state = 'draft' THEN  -- null: it goes with its target
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION '% of a plan that is %: it is frozen', TG_TABLE_NAME, plan_state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.plans_guard_plan() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(NEW) = to_jsonb(OLD) THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND OLD.state = 'issued' AND NEW.state IN ('revised', 'reviewed')
        AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'plan % is %: it is frozen', OLD.id, OLD.state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.polls_guard_option() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    poll_state text;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'chosen' = to_jsonb(OLD) - 'chosen' THEN
        SELECT state INTO poll_state FROM polls_poll WHERE id = OLD.poll_id;
        IF NEW.chosen = OLD.chosen
            OR (NEW.chosen = OLD.chosen + 1 AND poll_state = 'announced')
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'option % is counted one by one, while its poll is announced', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF TG_OP = 'INSERT' AND NEW.chosen <> 0 THEN
        RAISE EXCEPTION 'a new option was never chosen'
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF EXISTS (
        SELECT FROM polls_option
            WHERE poll_id IN (NEW.poll_id, OLD.poll_id) AND chosen > 0
    ) THEN
        RAISE EXCEPTION 'poll % was answered: its options are frozen',
            coalesce(OLD.poll_id, NEW.poll_id)
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;


CREATE FUNCTION public.polls_guard_poll() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        IF TG_OP = 'UPDATE' AND NEW.state = 'announced' AND NOT
            (SELECT count(*) BETWEEN 2 AND 12 FROM polls_option WHERE poll_id = OLD.id)
        THEN
            RAISE EXCEPTION 'poll % has no two to twelve options', OLD.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN coalesce(NEW, OLD);
    ELSIF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'poll % is %: it is kept', OLD.id, OLD.state
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF NEW.state = 'draft' OR
        (OLD.state IN ('closed', 'withdrawn') AND to_jsonb(NEW) <> to_jsonb(OLD))
    THEN
        RAISE EXCEPTION 'poll % is %: it is frozen', OLD.id, OLD.state
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF (NEW.question, NEW.question_en, NEW.opens_on, NEW.results, NEW.organisation_id)
        IS DISTINCT FROM
        (OLD.question, OLD.question_en, OLD.opens_on, OLD.results, OLD.organisation_id)
        AND EXISTS (SELECT FROM polls_option WHERE poll_id = OLD.id AND chosen > 0)
    THEN
        RAISE EXCEPTION 'poll % was answered: its question is frozen', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


CREATE FUNCTION public.products_count_again() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- Whoever has counted and not committed is waited for, and then seen; whoever comes later
    -- adds to what is written here.
    LOCK TABLE products_tally, products_daytally IN EXCLUSIVE MODE;
    UPDATE products_producer AS lying SET province = '' FROM places_place AS place
        WHERE place.id = lying.current_place_id
        AND lying.province <> '/' || split_part(place.lineage, '/', 2) || '/';
    UPDATE products_product AS lying SET province = '' FROM places_place AS place
        WHERE place.id = lying.current_place_id
        AND lying.province <> '/' || split_part(place.lineage, '/', 2) || '/';
    DELETE FROM products_tally;
    DELETE FROM products_daytally;
    INSERT INTO products_tally (scope, level, what, kind, state, count)
        SELECT * FROM products_tally_counted;
    INSERT INTO products_daytally (scope, is_month, day, "group", stars, state, count)
        SELECT * FROM products_daytally_counted;
END $$;


CREATE FUNCTION public.products_count_producer_delete() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, lies.level, each.what, each.kind, each.state, sum(each.n) AS n
    FROM (
    SELECT current_place_id, province, 'producer' AS what, legal_form AS kind, state, -1 AS n
    FROM was
) AS each
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        VALUES ('/', ''), (each.province, 'province'),
            (CASE WHEN place.lineage <> each.province THEN place.lineage END, place.level)
    ) AS lies (scope, level)
    WHERE lies.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_tally AS kept USING (scope, what, kind, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_tally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.level, kept.what, kept.kind, kept.state, kept.count AS n
    )
    INSERT INTO products_tally (scope, level, what, kind, state, count)
    SELECT scope, level, what, kind, state, sum(n) FROM (
        SELECT scope, level, what, kind, state, n FROM delta UNION ALL SELECT scope, level, what, kind, state, n FROM taken
    ) AS found
    GROUP BY scope, level, what, kind, state HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.products_count_producer_insert() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    IF EXISTS (
        SELECT FROM came JOIN places_place AS place ON place.id = came.current_place_id
        WHERE came.province <> '/' || split_part(place.lineage, '/', 2) || '/'
    ) THEN
        RAISE EXCEPTION 'a row lies in another province than it says'
            USING ERRCODE = 'check_violation';
    END IF;

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, lies.level, each.what, each.kind, each.state, sum(each.n) AS n
    FROM (
    SELECT current_place_id, province, 'producer' AS what, legal_form AS kind, state, 1 AS n
    FROM came
) AS each
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        VALUES ('/', ''), (each.province, 'province'),
            (CASE WHEN place.lineage <> each.province THEN place.lineage END, place.level)
    ) AS lies (scope, level)
    WHERE lies.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_tally AS kept USING (scope, what, kind, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_tally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.level, kept.what, kept.kind, kept.state, kept.count AS n
    )
    INSERT INTO products_tally (scope, level, what, kind, state, count)
    SELECT scope, level, what, kind, state, sum(n) FROM (
        SELECT scope, level, what, kind, state, n FROM delta UNION ALL SELECT scope, level, what, kind, state, n FROM taken
    ) AS found
    GROUP BY scope, level, what, kind, state HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.products_count_producer_update() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, lies.level, each.what, each.kind, each.state, sum(each.n) AS n
    FROM (
    SELECT current_place_id, province, 'producer' AS what, legal_form AS kind, state, 1 AS n
    FROM came
 UNION ALL 
    SELECT current_place_id, province, 'producer' AS what, legal_form AS kind, state, -1 AS n
    FROM was
) AS each
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        VALUES ('/', ''), (each.province, 'province'),
            (CASE WHEN place.lineage <> each.province THEN place.lineage END, place.level)
    ) AS lies (scope, level)
    WHERE lies.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_tally AS kept USING (scope, what, kind, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_tally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.level, kept.what, kept.kind, kept.state, kept.count AS n
    )
    INSERT INTO products_tally (scope, level, what, kind, state, count)
    SELECT scope, level, what, kind, state, sum(n) FROM (
        SELECT scope, level, what, kind, state, n FROM delta UNION ALL SELECT scope, level, what, kind, state, n FROM taken
    ) AS found
    GROUP BY scope, level, what, kind, state HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.products_count_product_delete() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, lies.level, each.what, each.kind, each.state, sum(each.n) AS n
    FROM (
    SELECT current_place_id, province, 'product' AS what, "group" AS kind, state, -1 AS n
    FROM was
) AS each
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        VALUES ('/', ''), (each.province, 'province'),
            (CASE WHEN place.lineage <> each.province THEN place.lineage END, place.level)
    ) AS lies (scope, level)
    WHERE lies.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_tally AS kept USING (scope, what, kind, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_tally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.level, kept.what, kept.kind, kept.state, kept.count AS n
    )
    INSERT INTO products_tally (scope, level, what, kind, state, count)
    SELECT scope, level, what, kind, state, sum(n) FROM (
        SELECT scope, level, what, kind, state, n FROM delta UNION ALL SELECT scope, level, what, kind, state, n FROM taken
    ) AS found
    GROUP BY scope, level, what, kind, state HAVING sum(n) <> 0;

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, span.is_month, span.day, each."group", each.stars, each.state,
        sum(each.n) AS n
    FROM (
        SELECT province, "group", stars, state, day, sum(n) AS n
        FROM (
    SELECT province, "group", coalesce(stars, 0) AS stars, state,
        coalesce(expires_on, '9999-12-31') AS day, -1 AS n
    FROM was
) AS one GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
    ) AS each
    CROSS JOIN LATERAL (VALUES ('/'), (each.province)) AS lies (scope)
    CROSS JOIN LATERAL (
        VALUES (false, each.day), (true, date_trunc('month', each.day)::date)
    ) AS span (is_month, day)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_daytally AS kept USING (scope, is_month, day, "group", stars, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_daytally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.is_month, kept.day, kept."group", kept.stars, kept.state, kept.count AS n
    )
    INSERT INTO products_daytally (scope, is_month, day, "group", stars, state, count)
    SELECT scope, is_month, day, "group", stars, state, sum(n) FROM (
        SELECT scope, is_month, day, "group", stars, state, n FROM delta UNION ALL SELECT scope, is_month, day, "group", stars, state, n FROM taken
    ) AS found
    GROUP BY scope, is_month, day, "group", stars, state HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.products_count_product_insert() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    IF EXISTS (
        SELECT FROM came JOIN places_place AS place ON place.id = came.current_place_id
        WHERE came.province <> '/' || split_part(place.lineage, '/', 2) || '/'
    ) THEN
        RAISE EXCEPTION 'a row lies in another province than it says'
            USING ERRCODE = 'check_violation';
    END IF;

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, lies.level, each.what, each.kind, each.state, sum(each.n) AS n
    FROM (
    SELECT current_place_id, province, 'product' AS what, "group" AS kind, state, 1 AS n
    FROM came
) AS each
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        VALUES ('/', ''), (each.province, 'province'),
            (CASE WHEN place.lineage <> each.province THEN place.lineage END, place.level)
    ) AS lies (scope, level)
    WHERE lies.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_tally AS kept USING (scope, what, kind, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_tally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.level, kept.what, kept.kind, kept.state, kept.count AS n
    )
    INSERT INTO products_tally (scope, level, what, kind, state, count)
    SELECT scope, level, what, kind, state, sum(n) FROM (
        SELECT scope, level, what, kind, state, n FROM delta UNION ALL SELECT scope, level, what, kind, state, n FROM taken
    ) AS found
    GROUP BY scope, level, what, kind, state HAVING sum(n) <> 0;

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, span.is_month, span.day, each."group", each.stars, each.state,
        sum(each.n) AS n
    FROM (
        SELECT province, "group", stars, state, day, sum(n) AS n
        FROM (
    SELECT province, "group", coalesce(stars, 0) AS stars, state,
        coalesce(expires_on, '9999-12-31') AS day, 1 AS n
    FROM came
) AS one GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
    ) AS each
    CROSS JOIN LATERAL (VALUES ('/'), (each.province)) AS lies (scope)
    CROSS JOIN LATERAL (
        VALUES (false, each.day), (true, date_trunc('month', each.day)::date)
    ) AS span (is_month, day)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_daytally AS kept USING (scope, is_month, day, "group", stars, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_daytally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.is_month, kept.day, kept."group", kept.stars, kept.state, kept.count AS n
    )
    INSERT INTO products_daytally (scope, is_month, day, "group", stars, state, count)
    SELECT scope, is_month, day, "group", stars, state, sum(n) FROM (
        SELECT scope, is_month, day, "group", stars, state, n FROM delta UNION ALL SELECT scope, is_month, day, "group", stars, state, n FROM taken
    ) AS found
    GROUP BY scope, is_month, day, "group", stars, state HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.products_count_product_update() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, lies.level, each.what, each.kind, each.state, sum(each.n) AS n
    FROM (
    SELECT current_place_id, province, 'product' AS what, "group" AS kind, state, 1 AS n
    FROM came
 UNION ALL 
    SELECT current_place_id, province, 'product' AS what, "group" AS kind, state, -1 AS n
    FROM was
) AS each
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        VALUES ('/', ''), (each.province, 'province'),
            (CASE WHEN place.lineage <> each.province THEN place.lineage END, place.level)
    ) AS lies (scope, level)
    WHERE lies.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_tally AS kept USING (scope, what, kind, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_tally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.level, kept.what, kept.kind, kept.state, kept.count AS n
    )
    INSERT INTO products_tally (scope, level, what, kind, state, count)
    SELECT scope, level, what, kind, state, sum(n) FROM (
        SELECT scope, level, what, kind, state, n FROM delta UNION ALL SELECT scope, level, what, kind, state, n FROM taken
    ) AS found
    GROUP BY scope, level, what, kind, state HAVING sum(n) <> 0;

    WITH delta AS MATERIALIZED (
    SELECT lies.scope, span.is_month, span.day, each."group", each.stars, each.state,
        sum(each.n) AS n
    FROM (
        SELECT province, "group", stars, state, day, sum(n) AS n
        FROM (
    SELECT province, "group", coalesce(stars, 0) AS stars, state,
        coalesce(expires_on, '9999-12-31') AS day, 1 AS n
    FROM came
 UNION ALL 
    SELECT province, "group", coalesce(stars, 0) AS stars, state,
        coalesce(expires_on, '9999-12-31') AS day, -1 AS n
    FROM was
) AS one GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
    ) AS each
    CROSS JOIN LATERAL (VALUES ('/'), (each.province)) AS lies (scope)
    CROSS JOIN LATERAL (
        VALUES (false, each.day), (true, date_trunc('month', each.day)::date)
    ) AS span (is_month, day)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(each.n) <> 0
), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN products_daytally AS kept USING (scope, is_month, day, "group", stars, state)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM products_daytally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.scope, kept.is_month, kept.day, kept."group", kept.stars, kept.state, kept.count AS n
    )
    INSERT INTO products_daytally (scope, is_month, day, "group", stars, state, count)
    SELECT scope, is_month, day, "group", stars, state, sum(n) FROM (
        SELECT scope, is_month, day, "group", stars, state, n FROM delta UNION ALL SELECT scope, is_month, day, "group", stars, state, n FROM taken
    ) AS found
    GROUP BY scope, is_month, day, "group", stars, state HAVING sum(n) <> 0;

    RETURN NULL;
END $$;


CREATE FUNCTION public.products_follow_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM came JOIN was USING (id)
        WHERE (came.lineage, came.level) IS DISTINCT FROM (was.lineage, was.level)
    ) THEN
        PERFORM products_count_again();
    END IF;
    RETURN NULL;
END $$;


CREATE FUNCTION public.products_lie_in_province() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.province := coalesce(
        (SELECT '/' || split_part(lineage, '/', 2) || '/' FROM places_place
            WHERE id = NEW.current_place_id),
        ''
    );
    RETURN NEW;
END $$;


CREATE FUNCTION public.products_organisation_lies_elsewhere() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.also_in := coalesce(
        (SELECT province FROM products_producer
            WHERE organisation_id = NEW.id AND province <> NEW.province),
        ''
    );
    RETURN NEW;
END $$;


CREATE FUNCTION public.products_producers_came() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    UPDATE parties_organisation SET also_in = '' FROM came
        WHERE parties_organisation.id = came.organisation_id
        AND parties_organisation.province <> came.province;
    RETURN NULL;
END $$;


CREATE FUNCTION public.products_producers_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE parties_organisation SET also_in = '' WHERE id = ANY (ARRAY(
        (SELECT organisation_id FROM (
            SELECT organisation_id, province FROM came
            EXCEPT SELECT organisation_id, province FROM was
        ) AS other)
        UNION
        (SELECT organisation_id FROM was EXCEPT SELECT organisation_id FROM came)
    ));
    RETURN NULL;
END $$;


CREATE FUNCTION public.products_producers_went() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE parties_organisation SET also_in = '' FROM was
        WHERE parties_organisation.id = was.organisation_id AND also_in <> '';
    RETURN NULL;
END $$;


CREATE FUNCTION public.records_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('sanvat.may_empty_journal', true) = 'on' THEN
        RETURN NULL;  -- the tests, which empty every table between them
    ELSIF TG_OP IN ('INSERT', 'UPDATE') AND pg_trigger_depth() > 1 THEN
        RETURN NEW;  -- the seal
    ELSIF TG_OP = 'INSERT' AND TG_TABLE_NAME = 'records_entry' THEN
        NEW.number := NULL; NEW.previous := NULL; NEW.hash := NULL;  -- nobody seals but the seal
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: the journal is only ever added to', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE TABLE public.records_entry (
    id bigint NOT NULL,
    number bigint,
    at timestamp with time zone NOT NULL,
    who_name character varying(200) NOT NULL,
    for_whom character varying(300) NOT NULL,
    for_whom_id bigint,
    act character varying(100) NOT NULL,
    subject_type character varying(100) NOT NULL,
    subject_id character varying(100) NOT NULL,
    subject_name character varying(300) NOT NULL,
    changes jsonb NOT NULL,
    note text NOT NULL,
    previous character varying(64),
    hash character varying(64),
    who_id bigint
);


CREATE FUNCTION public.records_hash(entry public.records_entry) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT encode(sha256(convert_to(jsonb_build_object(
        'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'who', entry.who_id, 'who_name', entry.who_name,
        'for_whom', entry.for_whom, 'for_whom_id', entry.for_whom_id,
        'act', entry.act,
        'subject_type', entry.subject_type, 'subject_id', entry.subject_id,
        'subject_name', entry.subject_name,
        'changes', entry.changes, 'note', entry.note,
        'previous', entry.previous
    )::text, 'UTF8')), 'hex')
$$;


CREATE FUNCTION public.records_note_batch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO records_batch DEFAULT VALUES;
    RETURN NULL;
END $$;


CREATE FUNCTION public.records_seal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    head records_head;
    entry records_entry;
BEGIN
    -- The first entry of a transaction to come here seals them all.
    IF EXISTS (SELECT FROM records_entry WHERE id = NEW.id AND number IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    -- Deferred to the commit, so that whoever holds this lock has nothing left to wait for.
    PERFORM pg_advisory_xact_lock(20260701);  -- a number that no other lock of ours takes
    SELECT * INTO head FROM records_head;
    IF NOT FOUND THEN
        head := (1, 0, repeat('0', 64));
    END IF;
    FOR entry IN
        SELECT * FROM records_entry WHERE number IS NULL AND id >= NEW.id ORDER BY id
    LOOP
        entry.previous := head.hash;
        head.number := head.number + 1;
        head.hash := encode(sha256(convert_to(jsonb_build_object(
            'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'who', entry.who_id, 'who_name', entry.who_name,
            'for_whom', entry.for_whom, 'for_whom_id', entry.for_whom_id,
            'act', entry.act,
            'subject_type', entry.subject_type, 'subject_id', entry.subject_id,
            'subject_name', entry.subject_name,
            'changes', entry.changes, 'note', entry.note,
            'previous', entry.previous
        )::text, 'UTF8')), 'hex');
        UPDATE records_entry
            SET number = head.number, previous = entry.previous, hash = head.hash
            WHERE id = entry.id;
    END LOOP;
    INSERT INTO records_head VALUES (head.*)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
    RETURN NULL;
END $$;


CREATE FUNCTION public.records_seal_waiting() RETURNS trigger
    LANGUAGE plpgsql
    SET work_mem TO '64MB'
    AS $$
DECLARE
    head records_head;
    entry record;
    ids bigint[] := '{}';
    befores text[] := '{}';
    seals text[] := '{}';
    keys regclass := pg_get_serial_sequence('records_entry', 'id');
BEGIN
    -- The first batch of a transaction to come here seals them all.
    IF NOT EXISTS (SELECT FROM records_waiting) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(20260701);  -- the one that records_seal takes
    SELECT * INTO head FROM records_head;
    IF NOT FOUND THEN
        head := (1, 0, repeat('0', 64));
    END IF;
    FOR entry IN
        SELECT id,
            '{"at": "' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                || '", "act": ' || to_jsonb(act)::text
                || ', "who": ' || coalesce(who_id::text, 'null')
                || ', "note": ' || to_jsonb(note)::text
                || ', "changes": ' || changes::text
                || ', "for_whom": ' || to_jsonb(for_whom)::text
                || ', "previous": "' AS beginning,
            '", "who_name": ' || to_jsonb(who_name)::text
                || ', "subject_id": ' || to_jsonb(subject_id)::text
                || ', "for_whom_id": ' || coalesce(for_whom_id::text, 'null')
                || ', "subject_name": ' || to_jsonb(subject_name)::text
                || ', "subject_type": ' || to_jsonb(subject_type)::text
                || '}' AS ending
        FROM records_waiting ORDER BY id
    LOOP
        ids := ids || entry.id;
        befores := befores || head.hash::text;
        head.hash := encode(
            sha256(convert_to(entry.beginning || head.hash || entry.ending, 'UTF8')), 'hex'
        );
        seals := seals || head.hash::text;
    END LOOP;
    INSERT INTO records_entry (
        id, number, at, who_id, who_name, for_whom, for_whom_id, act,
        subject_type, subject_id, subject_name, changes, note, previous, hash
    ) OVERRIDING SYSTEM VALUE
    SELECT nextval(keys), head.number + n, at, who_id, who_name, for_whom, for_whom_id, act,
        subject_type, subject_id, subject_name, changes, note, sealed.previous, sealed.hash
    FROM unnest(ids, befores, seals) WITH ORDINALITY AS sealed (id, previous, hash, n)
    JOIN records_waiting AS waiting ON waiting.id = sealed.id;
    head.number := head.number + cardinality(ids);
    DELETE FROM records_waiting;
    DELETE FROM records_batch;
    INSERT INTO records_head VALUES (head.*)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
    RETURN NULL;
END $$;


CREATE FUNCTION public.reports_figures_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    of_report bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.report_id ELSE OLD.report_id END;
BEGIN
    IF EXISTS (SELECT FROM reports_yearlyreport WHERE id = of_report AND state = 'issued') THEN
        RAISE EXCEPTION 'the figures of an issued report stay' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;


CREATE FUNCTION public.reports_issued_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'issued' AND OLD.pdf_id IS NULL
        AND NEW.pdf_id IS NOT NULL
        AND to_jsonb(NEW) - '{pdf_id,word_id,sheet_id}'::text[]
            = to_jsonb(OLD) - '{pdf_id,word_id,sheet_id}'::text[] THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'an issued report stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;


CREATE FUNCTION public.support_commit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.paid := 0;
    IF NOT EXISTS (
        SELECT FROM support_budgetline AS line JOIN support_request AS asked
            ON asked.scheme_id = line.scheme_id
        WHERE line.id = NEW.budget_id AND asked.id = NEW.request_id
    ) THEN
        RAISE EXCEPTION 'support: a budget of another scheme'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM support_terms AS terms JOIN support_request AS asked
            ON asked.scheme_id = terms.scheme_id
        WHERE terms.id = NEW.terms_id AND asked.id = NEW.request_id
    ) THEN
        RAISE EXCEPTION 'support: terms of another scheme'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE support_budgetline SET committed = committed + NEW.amount WHERE id = NEW.budget_id;
    RETURN NEW;
END $$;


CREATE FUNCTION public.support_keep() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NEW;  -- the sum of a payment
    END IF;
    RAISE EXCEPTION 'support: % is only ever added to', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.support_keep_sums() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF pg_trigger_depth() > 1 THEN
        RETURN NEW;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.committed := 0; NEW.paid := 0;
    ELSE
        NEW.committed := OLD.committed; NEW.paid := OLD.paid;
    END IF;
    RETURN NEW;
END $$;


CREATE FUNCTION public.support_keep_terms() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    ended support_terms := OLD;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        ended.valid := NEW.valid;
        IF ended = NEW AND upper_inf(OLD.valid)
            AND lower(NEW.valid) IS NOT DISTINCT FROM lower(OLD.valid) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'support: terms are only ever added to'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;


CREATE FUNCTION public.support_pay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    of_budget bigint;
BEGIN
    UPDATE support_decision SET paid = paid + NEW.amount WHERE id = NEW.decision_id
        RETURNING budget_id INTO of_budget;
    UPDATE support_budgetline SET paid = paid + NEW.amount WHERE id = of_budget;
    RETURN NEW;
END $$;


CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agenda_workcalendar (
    id bigint NOT NULL,
    slug character varying(80) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    opened_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    body_name character varying(200) NOT NULL,
    is_published boolean NOT NULL
);


ALTER TABLE public.agenda_workcalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_workcalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agenda_workentry (
    id bigint NOT NULL,
    weekday smallint NOT NULL,
    starts_time time without time zone,
    ends_time time without time zone,
    part character varying(9) NOT NULL,
    content character varying(500) NOT NULL,
    led_by character varying(200) NOT NULL,
    participants character varying(500) NOT NULL,
    prepared_by character varying(200) NOT NULL,
    venue character varying(300) NOT NULL,
    leader_name character varying(150) NOT NULL,
    note text NOT NULL,
    is_internal boolean NOT NULL,
    is_regular boolean NOT NULL,
    state character varying(10) NOT NULL,
    reason text NOT NULL,
    uid uuid NOT NULL,
    sequence integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    created_by_id bigint NOT NULL,
    replaces_id bigint,
    week_id bigint NOT NULL,
    CONSTRAINT agenda_workentry_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT agenda_workentry_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT work_entry_called_off_says_why CHECK (((NOT ((state)::text = 'called_off'::text)) OR (NOT (reason = ''::text)))),
    CONSTRAINT work_entry_has_hours_or_a_part CHECK (((((part)::text = ''::text) AND (starts_time IS NOT NULL)) OR ((ends_time IS NULL) AND (starts_time IS NULL) AND (NOT ((part)::text = ''::text))))),
    CONSTRAINT work_entry_hours_in_order CHECK (((ends_time IS NULL) OR (ends_time > starts_time))),
    CONSTRAINT work_entry_on_a_day_of_the_week CHECK (((weekday >= 1) AND (weekday <= 7)))
);


ALTER TABLE public.agenda_workentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_workentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agenda_workweek (
    id bigint NOT NULL,
    monday date NOT NULL,
    state character varying(9) NOT NULL,
    published_at timestamp with time zone,
    calendar_id bigint NOT NULL,
    published_by_id bigint,
    CONSTRAINT work_week_begins_on_monday CHECK ((EXTRACT(isodow FROM monday) = (1)::numeric)),
    CONSTRAINT work_week_published_says_who CHECK ((((published_at IS NULL) AND (published_by_id IS NULL) AND ((state)::text = 'draft'::text)) OR ((published_at IS NOT NULL) AND (published_by_id IS NOT NULL) AND ((state)::text = 'published'::text))))
);


ALTER TABLE public.agenda_workweek ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_workweek_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_agreement (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(300) NOT NULL,
    theme text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    grounds text NOT NULL,
    purpose text NOT NULL,
    meets_every character varying(8) NOT NULL,
    reports_every character varying(8) NOT NULL,
    money text NOT NULL,
    effect text NOT NULL,
    confirm_rule character varying(4) NOT NULL,
    state character varying(10) NOT NULL,
    is_public boolean NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(900) NOT NULL,
    continues_id bigint,
    drafted_by_id bigint NOT NULL,
    drafted_for_id bigint NOT NULL,
    instrument_id bigint,
    place_id bigint NOT NULL,
    regulation_id bigint,
    signing_event_id bigint,
    CONSTRAINT agreement_ends_after_it_began CHECK ((ends_on >= starts_on)),
    CONSTRAINT agreement_public_when_signed CHECK (((NOT is_public) OR (NOT ((state)::text = ANY ((ARRAY['draft'::character varying, 'commenting'::character varying])::text[]))))),
    CONSTRAINT agreement_regulation_stands_alone CHECK ((((kind)::text = 'programme'::text) OR (regulation_id IS NULL)))
);


ALTER TABLE public.agreements_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_amendment (
    id bigint NOT NULL,
    number smallint NOT NULL,
    reason text NOT NULL,
    signed_on date NOT NULL,
    at timestamp with time zone NOT NULL,
    transaction bigint NOT NULL,
    agreement_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT agreements_amendment_number_check CHECK ((number >= 0))
);


ALTER TABLE public.agreements_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_comment (
    id bigint NOT NULL,
    about text NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(6) NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    item_id bigint,
    version_id bigint NOT NULL,
    CONSTRAINT comment_answered_as_a_whole CHECK ((((answered_at IS NULL) AND ((outcome)::text = ''::text)) OR ((NOT ((outcome)::text = ''::text)) AND (NOT (answer = ''::text)) AND (answered_at IS NOT NULL))))
);


ALTER TABLE public.agreements_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_issuedreport (
    id bigint NOT NULL,
    kind character varying(6) NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    agreement_id bigint NOT NULL,
    issued_by_id bigint NOT NULL,
    kept_id bigint NOT NULL,
    CONSTRAINT issued_report_ends_after_it_began CHECK ((last >= first))
);


ALTER TABLE public.agreements_issuedreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_issuedreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_item (
    id bigint NOT NULL,
    number smallint NOT NULL,
    text text NOT NULL,
    duty text NOT NULL,
    product character varying(300) NOT NULL,
    due_on date,
    note text NOT NULL,
    state character varying(12) NOT NULL,
    round smallint NOT NULL,
    done_on date,
    confirmed_on date,
    agreement_id bigint NOT NULL,
    comes_from_id bigint,
    indicator_id bigint,
    lead_id bigint NOT NULL,
    said_by_id bigint,
    CONSTRAINT agreements_item_number_check CHECK ((number >= 0)),
    CONSTRAINT agreements_item_round_check CHECK ((round >= 0)),
    CONSTRAINT item_confirmed_has_its_day CHECK ((((confirmed_on IS NOT NULL) AND ((state)::text = 'confirmed'::text)) OR ((NOT ((state)::text = 'confirmed'::text)) AND (confirmed_on IS NULL)))),
    CONSTRAINT item_done_says_by_whom CHECK (((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'confirmed'::character varying])::text[]))) OR ((done_on IS NOT NULL) AND (round >= 1) AND (said_by_id IS NOT NULL))))
);


ALTER TABLE public.agreements_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_itemnote (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    text text NOT NULL,
    round smallint NOT NULL,
    "on" date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    item_id bigint NOT NULL,
    party_id bigint,
    CONSTRAINT agreements_itemnote_round_check CHECK ((round >= 0)),
    CONSTRAINT item_note_has_its_party CHECK (((party_id IS NOT NULL) OR ((kind)::text = 'carried_over'::text))),
    CONSTRAINT item_returned_says_why CHECK (((NOT ((kind)::text = 'returned'::text)) OR (NOT (text = ''::text))))
);


ALTER TABLE public.agreements_itemnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_itemnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_itempartner (
    id bigint NOT NULL,
    duty text NOT NULL,
    item_id bigint NOT NULL,
    party_id bigint NOT NULL
);


ALTER TABLE public.agreements_itempartner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_itempartner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_meeting (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    held_on date NOT NULL,
    held_at character varying(200) NOT NULL,
    chair character varying(200) NOT NULL,
    attended text NOT NULL,
    talk text NOT NULL,
    decisions text NOT NULL,
    at timestamp with time zone NOT NULL,
    agreement_id bigint NOT NULL,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.agreements_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_party (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    representative character varying(150) NOT NULL,
    "position" character varying(150) NOT NULL,
    capacity character varying(150) NOT NULL,
    duties text NOT NULL,
    agreement_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT agreements_party_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.agreements_party ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_party_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_proof (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    file_id bigint NOT NULL,
    note_id bigint NOT NULL
);


ALTER TABLE public.agreements_proof ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_proof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_remark (
    id bigint NOT NULL,
    text text NOT NULL,
    item_id bigint NOT NULL,
    meeting_id bigint NOT NULL
);


ALTER TABLE public.agreements_remark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_remark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_review (
    id bigint NOT NULL,
    concerns_handled integer,
    concerns_source character varying(300) NOT NULL,
    weaknesses text NOT NULL,
    proposals text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    agreement_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT agreements_review_concerns_handled_check CHECK ((concerns_handled >= 0)),
    CONSTRAINT review_number_says_its_source CHECK (((concerns_handled IS NULL) OR (NOT ((concerns_source)::text = ''::text))))
);


ALTER TABLE public.agreements_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_reviewfigure (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    name character varying(200) NOT NULL,
    value numeric(18,4) NOT NULL,
    unit character varying(40) NOT NULL,
    day date NOT NULL,
    source character varying(300) NOT NULL,
    indicator_id bigint,
    review_id bigint NOT NULL,
    CONSTRAINT agreements_reviewfigure_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.agreements_reviewfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_reviewfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_reviewline (
    id bigint NOT NULL,
    mark character varying(6) NOT NULL,
    reason text NOT NULL,
    item_id bigint NOT NULL,
    review_id bigint NOT NULL,
    CONSTRAINT review_line_says_why CHECK ((((mark)::text = 'done'::text) OR (NOT (reason = ''::text))))
);


ALTER TABLE public.agreements_reviewline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_reviewline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_reviewsignature (
    id bigint NOT NULL,
    person_name character varying(150) NOT NULL,
    "position" character varying(150) NOT NULL,
    signed_on date NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by_id bigint NOT NULL,
    party_id bigint NOT NULL,
    review_id bigint NOT NULL
);


ALTER TABLE public.agreements_reviewsignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_reviewsignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_signature (
    id bigint NOT NULL,
    person_name character varying(150) NOT NULL,
    "position" character varying(150) NOT NULL,
    capacity character varying(150) NOT NULL,
    signed_on date NOT NULL,
    signed_at character varying(200) NOT NULL,
    file_name character varying(150) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by_id bigint NOT NULL,
    file_id bigint,
    party_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT signature_file_has_a_name CHECK (((file_id IS NULL) OR (NOT ((file_name)::text = ''::text))))
);


ALTER TABLE public.agreements_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_version (
    id bigint NOT NULL,
    number smallint NOT NULL,
    kind character varying(8) NOT NULL,
    content jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    agreement_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT agreements_version_number_check CHECK ((number >= 0))
);


ALTER TABLE public.agreements_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.agreements_waiting (
    id bigint NOT NULL,
    what character varying(7) NOT NULL,
    deadline date NOT NULL,
    was_returned boolean NOT NULL,
    agreement_id bigint NOT NULL,
    item_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.agreements_waiting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_waiting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE UNLOGGED TABLE public.api_asked (
    who bytea NOT NULL,
    minute bigint NOT NULL,
    asked integer NOT NULL
)
WITH (fillfactor='50');


CREATE TABLE public.assignments_addition (
    id bigint NOT NULL,
    reason character varying(300) NOT NULL,
    given_on date NOT NULL,
    due_on date,
    given_at timestamp with time zone NOT NULL,
    assignment_id bigint NOT NULL,
    clock_id bigint,
    given_by_id bigint NOT NULL,
    CONSTRAINT addition_due_after_it_is_given CHECK (((due_on IS NULL) OR (due_on >= given_on))),
    CONSTRAINT addition_due_in_one_way CHECK (((due_on IS NULL) OR (clock_id IS NULL))),
    CONSTRAINT addition_says_why CHECK ((NOT ((reason)::text = ''::text)))
);


ALTER TABLE public.assignments_addition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignments_addition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assignments_assignment (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    text text NOT NULL,
    proof character varying(300) NOT NULL,
    source character varying(9) NOT NULL,
    source_text character varying(300) NOT NULL,
    role character varying(30) NOT NULL,
    given_on date NOT NULL,
    due_on date,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_reason character varying(300) NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(400) NOT NULL,
    clock_id bigint,
    given_by_id bigint NOT NULL,
    giver_id bigint NOT NULL,
    instrument_id bigint,
    kept_by_id bigint NOT NULL,
    place_id bigint,
    agreement_id bigint,
    event_id bigint,
    item_id bigint,
    plan_id bigint,
    without_body jsonb NOT NULL,
    CONSTRAINT assignment_due_after_it_is_given CHECK (((due_on IS NULL) OR (due_on >= given_on))),
    CONSTRAINT assignment_due_in_one_way CHECK (((due_on IS NULL) OR (clock_id IS NULL))),
    CONSTRAINT assignment_given_from_one_thing CHECK ((((event_id IS NULL) AND (plan_id IS NULL)) OR ((agreement_id IS NULL) AND (plan_id IS NULL)) OR ((agreement_id IS NULL) AND (event_id IS NULL)))),
    CONSTRAINT assignment_item_of_an_agreement CHECK (((item_id IS NULL) OR (NOT (agreement_id IS NULL)))),
    CONSTRAINT assignment_withdrawn_says_why CHECK (((withdrawn_at IS NULL) OR (NOT ((withdrawn_reason)::text = ''::text))))
);


ALTER TABLE public.assignments_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignments_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assignments_handingdown (
    id bigint NOT NULL,
    assignment_id bigint NOT NULL,
    share_id bigint NOT NULL
);


ALTER TABLE public.assignments_handingdown ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignments_handingdown_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assignments_share (
    id bigint NOT NULL,
    state character varying(8) NOT NULL,
    reported_on date,
    done_on date,
    assignment_id bigint NOT NULL,
    place_id bigint,
    taker_id bigint NOT NULL,
    addition_id bigint,
    CONSTRAINT share_done_was_reported CHECK (((((state)::text = 'done'::text) AND (done_on IS NOT NULL) AND (reported_on IS NOT NULL)) OR ((NOT ((state)::text = 'done'::text)) AND (done_on IS NULL)))),
    CONSTRAINT share_reported_has_its_day CHECK ((((reported_on IS NOT NULL) AND ((state)::text = ANY ((ARRAY['reported'::character varying, 'done'::character varying])::text[]))) OR ((reported_on IS NULL) AND ((state)::text = ANY ((ARRAY['given'::character varying, 'taken'::character varying, 'returned'::character varying])::text[])))))
);


ALTER TABLE public.assignments_share ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignments_share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assignments_shareevent (
    id bigint NOT NULL,
    kind character varying(9) NOT NULL,
    "on" date NOT NULL,
    text text NOT NULL,
    paper character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    share_id bigint NOT NULL,
    CONSTRAINT share_event_says_what CHECK (((NOT ((kind)::text = ANY ((ARRAY['reported'::character varying, 'returned'::character varying])::text[]))) OR (NOT (text = ''::text))))
);


ALTER TABLE public.assignments_shareevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignments_shareevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.assignments_shareproof (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    event_id bigint NOT NULL,
    file_id bigint NOT NULL
);


ALTER TABLE public.assignments_shareproof ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignments_shareproof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.certificates_decisiontally (
    id bigint NOT NULL,
    province character varying(60) NOT NULL COLLATE pg_catalog."C",
    issued_on date NOT NULL,
    decision character varying(100) NOT NULL,
    authority character varying(200) NOT NULL,
    count integer NOT NULL
);


CREATE TABLE public.certificates_recognition (
    id bigint NOT NULL,
    round smallint NOT NULL,
    kind character varying(10) NOT NULL,
    stars smallint NOT NULL,
    year smallint,
    issued_on date,
    expires_on date,
    decision character varying(100) NOT NULL,
    authority character varying(200) NOT NULL,
    source character varying(10) NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT certificates_recognition_round_check CHECK ((round >= 0)),
    CONSTRAINT certificates_recognition_stars_check CHECK ((stars >= 0)),
    CONSTRAINT certificates_recognition_year_check CHECK ((year >= 0)),
    CONSTRAINT recognition_ends_after_it_began CHECK (((issued_on IS NULL) OR (expires_on IS NULL) OR (expires_on > issued_on))),
    CONSTRAINT recognition_one_to_five CHECK (((stars >= 1) AND (stars <= 5)))
);


CREATE TABLE public.products_product (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    rulebook character varying(20) NOT NULL,
    set_number smallint,
    set_is_suggested boolean NOT NULL,
    "group" character varying(10) NOT NULL,
    subgroup character varying(10) NOT NULL,
    story text NOT NULL,
    note character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    source character varying(10) NOT NULL,
    is_demonstration boolean NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    stars smallint,
    expires_on date,
    name_key character varying(200) NOT NULL,
    near_key character varying(200) NOT NULL,
    searchable character varying(800) NOT NULL,
    sort_key character varying(700) NOT NULL COLLATE pg_catalog."C",
    current_place_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    public_words character varying(800) NOT NULL,
    recognised_on date,
    province character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT products_product_set_number_check CHECK ((set_number >= 0)),
    CONSTRAINT products_product_stars_check CHECK ((stars >= 0))
);


CREATE VIEW public.certificates_decisiontally_counted AS
 SELECT product.province,
    told.issued_on,
    told.decision,
    told.authority,
    sum(told.n) AS n
   FROM (( SELECT certificates_recognition.id,
            certificates_recognition.round,
            certificates_recognition.kind,
            certificates_recognition.stars,
            certificates_recognition.year,
            certificates_recognition.issued_on,
            certificates_recognition.expires_on,
            certificates_recognition.decision,
            certificates_recognition.authority,
            certificates_recognition.source,
            certificates_recognition.product_id,
            1 AS n
           FROM public.certificates_recognition) told
     JOIN public.products_product product ON ((product.id = told.product_id)))
  WHERE (((told.decision)::text <> ''::text) AND (told.issued_on IS NOT NULL))
  GROUP BY product.province, told.issued_on, told.decision, told.authority
 HAVING (sum(told.n) <> 0);


ALTER TABLE public.certificates_decisiontally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificates_decisiontally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.certificates_printedcatalogue (
    id bigint NOT NULL,
    day date NOT NULL,
    products integer NOT NULL,
    content bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT certificates_printedcatalogue_products_check CHECK ((products >= 0))
);


ALTER TABLE public.certificates_printedcatalogue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificates_printedcatalogue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.certificates_recognition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificates_recognition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.clocks_announcement (
    id bigint NOT NULL,
    year smallint NOT NULL,
    paper character varying(60) NOT NULL,
    issuer character varying(200) NOT NULL,
    issued_on date NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT announcement_names_its_paper CHECK ((NOT ((paper)::text = ''::text))),
    CONSTRAINT announcement_of_a_year_with_a_table CHECK (((year >= 2014) AND (year <= 2099))),
    CONSTRAINT clocks_announcement_year_check CHECK ((year >= 0))
);


ALTER TABLE public.clocks_announcement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clocks_announcement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.clocks_clock (
    id bigint NOT NULL,
    about_type character varying(60) NOT NULL,
    about_id bigint NOT NULL,
    name character varying(200) NOT NULL,
    fact character varying(200) NOT NULL,
    rule character varying(300) NOT NULL,
    started_on date NOT NULL,
    allowed smallint NOT NULL,
    unit character varying(8) NOT NULL,
    moves_on boolean NOT NULL,
    resume_day_counts boolean NOT NULL,
    state character varying(8) NOT NULL,
    due_on date,
    tables character varying(300) NOT NULL,
    is_provisional boolean NOT NULL,
    finished_on date,
    is_demonstration boolean NOT NULL,
    place_id bigint,
    is_discreet boolean NOT NULL,
    CONSTRAINT clock_allows_some_days CHECK (((allowed >= 1) AND (allowed <= 3650))),
    CONSTRAINT clock_ends_after_it_began CHECK (((due_on IS NULL) OR (due_on >= started_on))),
    CONSTRAINT clock_finished_has_its_day CHECK ((((finished_on IS NOT NULL) AND ((state)::text = 'finished'::text)) OR ((NOT ((state)::text = 'finished'::text)) AND (finished_on IS NULL)))),
    CONSTRAINT clock_running_is_due CHECK (((NOT ((state)::text = 'running'::text)) OR (due_on IS NOT NULL))),
    CONSTRAINT clocks_clock_allowed_check CHECK ((allowed >= 0))
);


ALTER TABLE public.clocks_clock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clocks_clock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.clocks_clockevent (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    "on" date NOT NULL,
    reason character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    clock_id bigint NOT NULL,
    CONSTRAINT clock_stop_says_why CHECK (((NOT ((kind)::text = 'stopped'::text)) OR (NOT ((reason)::text = ''::text))))
);


ALTER TABLE public.clocks_clockevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clocks_clockevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.clocks_clockparty (
    id bigint NOT NULL,
    clock_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.clocks_clockparty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clocks_clockparty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.clocks_correction (
    id bigint NOT NULL,
    day date NOT NULL,
    works boolean NOT NULL,
    reason character varying(200) NOT NULL,
    paper character varying(60) NOT NULL,
    paper_on date,
    made_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_reason character varying(200) NOT NULL,
    made_by_id bigint NOT NULL,
    made_for_id bigint,
    place_id bigint,
    withdrawn_by_id bigint,
    CONSTRAINT correction_says_why CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT correction_withdrawn_says_why CHECK (((withdrawn_at IS NULL) OR ((withdrawn_by_id IS NOT NULL) AND (NOT ((withdrawn_reason)::text = ''::text)))))
);


ALTER TABLE public.clocks_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clocks_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.comments_comment (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    title character varying(150) NOT NULL,
    text text NOT NULL,
    phone character varying(20) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    is_proven boolean NOT NULL,
    sha256 character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    shown_title character varying(150) NOT NULL,
    shown_text text NOT NULL,
    decided_at timestamp with time zone,
    reason text NOT NULL,
    is_demonstration boolean NOT NULL,
    decided_by_id bigint,
    thread_id bigint NOT NULL,
    erased_at timestamp with time zone,
    phone_erased_at timestamp with time zone,
    province character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT comment_erased_holds_nothing CHECK (((erased_at IS NULL) OR (((state)::text = ANY ((ARRAY['refused'::character varying, 'taken_back'::character varying])::text[])) AND ((name)::text = ''::text) AND ((phone)::text = ''::text) AND (shown_text = ''::text) AND ((shown_title)::text = ''::text) AND (text = ''::text) AND ((title)::text = ''::text)))),
    CONSTRAINT comment_kept_as_sent CHECK ((((state)::text = 'taken_back'::text) OR (erased_at IS NOT NULL) OR ((NOT ((name)::text = ''::text)) AND (NOT (text = ''::text))))),
    CONSTRAINT comment_published_says_something CHECK (((NOT ((state)::text = 'published'::text)) OR (NOT (shown_text = ''::text)))),
    CONSTRAINT comment_refused_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT (reason = ''::text)))),
    CONSTRAINT comment_taken_back_holds_nothing CHECK (((NOT ((state)::text = 'taken_back'::text)) OR (((name)::text = ''::text) AND ((phone)::text = ''::text) AND (shown_text = ''::text) AND ((shown_title)::text = ''::text) AND (text = ''::text) AND ((title)::text = ''::text))))
);


ALTER TABLE public.comments_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.comments_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.comments_erasure (
    id bigint NOT NULL,
    kind character varying(7) NOT NULL,
    number integer NOT NULL,
    before timestamp with time zone NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    CONSTRAINT comments_erasure_number_check CHECK ((number >= 0)),
    CONSTRAINT erasure_of_something CHECK ((number >= 1))
);


ALTER TABLE public.comments_erasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.comments_erasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.comments_removalrequest (
    id bigint NOT NULL,
    text text NOT NULL,
    phone character varying(20) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    is_granted boolean,
    reason text NOT NULL,
    comment_id bigint NOT NULL,
    settled_by_id bigint,
    erased_at timestamp with time zone,
    CONSTRAINT removal_kept_says_why CHECK (((is_granted IS NULL) OR is_granted OR (NOT (reason = ''::text)))),
    CONSTRAINT removal_settled_whole CHECK ((((is_granted IS NULL) AND (settled_at IS NULL)) OR ((is_granted IS NOT NULL) AND (settled_at IS NOT NULL))))
);


ALTER TABLE public.comments_removalrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.comments_removalrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.comments_reply (
    id bigint NOT NULL,
    text text NOT NULL,
    replied_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    comment_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    replied_by_id bigint NOT NULL,
    taken_back_by_id bigint
);


ALTER TABLE public.comments_reply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.comments_reply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.comments_thread (
    id bigint NOT NULL,
    title character varying(300) NOT NULL,
    path character varying(500) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    open_until date,
    closed_at timestamp with time zone,
    is_demonstration boolean NOT NULL,
    closed_by_id bigint,
    opened_by_id bigint,
    organisation_id bigint,
    place_id bigint,
    province character varying(60) NOT NULL COLLATE pg_catalog."C"
);


ALTER TABLE public.comments_thread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.comments_thread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_answer (
    id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    to_all_id bigint,
    concern_id bigint NOT NULL,
    CONSTRAINT answer_says_something CHECK ((((text = ''::text) AND (to_all_id IS NOT NULL)) OR ((to_all_id IS NULL) AND (NOT (text = ''::text)))))
);


ALTER TABLE public.concerns_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_answerfile (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    answer_id bigint NOT NULL,
    file_id bigint NOT NULL
);


ALTER TABLE public.concerns_answerfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_answerfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_appsending (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    concern_id bigint NOT NULL,
    key_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.concerns_appsending ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_appsending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_attachment (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    file_id bigint NOT NULL,
    concern_id bigint NOT NULL
);


ALTER TABLE public.concerns_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_concern (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    kind character varying(12) NOT NULL,
    is_confidential boolean NOT NULL,
    subject character varying(30) NOT NULL,
    latitude double precision,
    longitude double precision,
    title character varying(150) NOT NULL,
    text text NOT NULL,
    way character varying(7) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sent_key character varying(64) NOT NULL,
    pin_sealed character varying(300) NOT NULL,
    is_proven boolean NOT NULL,
    allows_publication boolean NOT NULL,
    state character varying(12) NOT NULL,
    "case" character varying(12) NOT NULL,
    is_remote boolean NOT NULL,
    accepted_on date,
    answered_at timestamp with time zone,
    settled_on date,
    closed_at timestamp with time zone,
    reopened_at timestamp with time zone,
    satisfaction smallint,
    satisfaction_note text NOT NULL,
    erased_at timestamp with time zone,
    is_demonstration boolean NOT NULL,
    searchable character varying(6000) NOT NULL,
    clock_id bigint,
    entered_by_id bigint,
    handler_id bigint,
    merged_into_id bigint,
    organisation_id bigint NOT NULL,
    place_id bigint NOT NULL,
    meeting_id bigint,
    CONSTRAINT concern_confidential_says_nothing CHECK (((NOT is_confidential) OR ((NOT allows_publication) AND (latitude IS NULL) AND (longitude IS NULL) AND (text = ''::text) AND ((title)::text = ''::text)))),
    CONSTRAINT concern_denunciation_is_confidential CHECK (((is_confidential AND ((kind)::text = 'denunciation'::text)) OR ((NOT is_confidential) AND (NOT ((kind)::text = 'denunciation'::text))))),
    CONSTRAINT concern_merged_says_where CHECK (((NOT ((state)::text = 'merged'::text)) OR (merged_into_id IS NOT NULL))),
    CONSTRAINT concern_not_into_itself CHECK (((merged_into_id IS NULL) OR (NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL))))),
    CONSTRAINT concern_point_whole CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL)))),
    CONSTRAINT concern_satisfaction_known CHECK (((satisfaction IS NULL) OR ((satisfaction >= 1) AND (satisfaction <= 5)))),
    CONSTRAINT concern_settled_after_sent CHECK (((settled_on IS NULL) OR (accepted_on IS NULL) OR (settled_on >= accepted_on))),
    CONSTRAINT concerns_concern_satisfaction_check CHECK ((satisfaction >= 0))
);


ALTER TABLE public.concerns_concern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_concern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_confidant (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    paper character varying(200) NOT NULL,
    named_at timestamp with time zone NOT NULL,
    named_by_id bigint,
    organisation_id bigint NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.concerns_confidant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_confidant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_countedconcern (
    concern_id bigint NOT NULL,
    place_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    clock_id bigint,
    sent_on date NOT NULL,
    sent_month smallint NOT NULL,
    settled_on date,
    due_on date,
    finished_on date,
    satisfaction smallint,
    is_assigned boolean NOT NULL,
    was_reopened boolean NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    subject character varying(30) NOT NULL,
    home character varying(20) NOT NULL,
    CONSTRAINT concerns_countedconcern_satisfaction_check CHECK ((satisfaction >= 0)),
    CONSTRAINT concerns_countedconcern_sent_month_check CHECK ((sent_month >= 0))
);


CREATE TABLE public.concerns_endpoint (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    url character varying(300) NOT NULL,
    jurisdiction character varying(100) NOT NULL,
    service_code character varying(100) NOT NULL,
    spelling character varying(4) NOT NULL,
    sealed_key text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by_id bigint,
    made_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT endpoint_ended_holds_no_key CHECK (((ended_at IS NULL) OR (sealed_key = ''::text)))
);


ALTER TABLE public.concerns_endpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_endpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_erasure (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    number integer NOT NULL,
    before timestamp with time zone NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    CONSTRAINT concerns_erasure_number_check CHECK ((number >= 0))
);


ALTER TABLE public.concerns_erasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_erasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_forwarding (
    id bigint NOT NULL,
    service_code character varying(100) NOT NULL,
    text text NOT NULL,
    state character varying(9) NOT NULL,
    at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    tries smallint NOT NULL,
    taken_at timestamp with time zone,
    tried_at timestamp with time zone,
    http_status smallint,
    fault character varying(10) NOT NULL,
    their_token character varying(100) NOT NULL,
    their_id character varying(100) NOT NULL,
    status character varying(6) NOT NULL,
    status_notes text NOT NULL,
    read_at timestamp with time zone,
    by_id bigint NOT NULL,
    concern_id bigint NOT NULL,
    endpoint_id bigint NOT NULL,
    CONSTRAINT concerns_forwarding_http_status_check CHECK ((http_status >= 0)),
    CONSTRAINT concerns_forwarding_tries_check CHECK ((tries >= 0))
);


ALTER TABLE public.concerns_forwarding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_forwarding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_handling (
    id bigint NOT NULL,
    part character varying(5) NOT NULL,
    why character varying(300) NOT NULL,
    since_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    by_id bigint,
    concern_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT handling_ends_after_it_began CHECK (((until_at IS NULL) OR (until_at >= since_at)))
);


ALTER TABLE public.concerns_handling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_handling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_meeting (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    held_on date NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(300) NOT NULL,
    entered_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    place_id bigint NOT NULL
);


ALTER TABLE public.concerns_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_officelimit (
    id bigint NOT NULL,
    key character varying(60) NOT NULL,
    allowed smallint NOT NULL,
    valid daterange NOT NULL,
    paper character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT concerns_officelimit_allowed_check CHECK ((allowed >= 0)),
    CONSTRAINT office_limit_allows_some_days CHECK (((allowed >= 1) AND (allowed <= 3650)))
);


ALTER TABLE public.concerns_officelimit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_officelimit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_opinion (
    id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    concern_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.concerns_opinion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_opinion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_publication (
    id bigint NOT NULL,
    title character varying(150) NOT NULL,
    text text NOT NULL,
    answer text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_reason character varying(300) NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(16000) NOT NULL,
    concern_id bigint NOT NULL,
    published_by_id bigint NOT NULL,
    withdrawn_by_id bigint,
    CONSTRAINT publication_withdrawn_says_why CHECK (((withdrawn_at IS NULL) OR (NOT ((withdrawn_reason)::text = ''::text))))
);


ALTER TABLE public.concerns_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_question (
    id bigint NOT NULL,
    text text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    reply text NOT NULL,
    replied_at timestamp with time zone,
    asked_by_id bigint,
    concern_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.concerns_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_reading (
    id bigint NOT NULL,
    purpose character varying(8) NOT NULL,
    note character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    concern_id bigint NOT NULL,
    organisation_id bigint,
    CONSTRAINT reading_by_somebody CHECK ((((purpose)::text = 'mail'::text) OR (by_id IS NOT NULL)))
);


ALTER TABLE public.concerns_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_reminder (
    id bigint NOT NULL,
    kind character varying(9) NOT NULL,
    due_on date NOT NULL,
    at timestamp with time zone NOT NULL,
    concern_id bigint NOT NULL
);


ALTER TABLE public.concerns_reminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_reminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_route (
    id bigint NOT NULL,
    subject character varying(30) NOT NULL,
    valid daterange NOT NULL,
    source character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    place_id bigint NOT NULL
);


ALTER TABLE public.concerns_route ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_route_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_sender (
    id bigint NOT NULL,
    sealed text NOT NULL,
    is_named boolean NOT NULL,
    wants_mail boolean NOT NULL,
    erased_at timestamp with time zone,
    concern_id bigint NOT NULL,
    CONSTRAINT sender_erased_holds_nothing CHECK (((erased_at IS NULL) OR ((sealed = ''::text) AND (NOT wants_mail))))
);


ALTER TABLE public.concerns_sender ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_sender_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_template (
    id bigint NOT NULL,
    subject character varying(30) NOT NULL,
    name character varying(100) NOT NULL,
    text text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.concerns_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.concerns_turn (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    said text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    concern_id bigint NOT NULL,
    organisation_id bigint
);


ALTER TABLE public.concerns_turn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.concerns_turn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


CREATE TABLE public.events_agendaitem (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    "time" time without time zone,
    title character varying(300) NOT NULL,
    speaker character varying(200) NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT events_agendaitem_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.events_agendaitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_agendaitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_attendance (
    id bigint NOT NULL,
    scan uuid NOT NULL,
    how character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    noted_by_id bigint NOT NULL,
    withdrawn_by_id bigint,
    guest_id bigint NOT NULL
);


ALTER TABLE public.events_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_attendancepaper (
    id bigint NOT NULL,
    number character varying(60) NOT NULL,
    check_code character varying(12) NOT NULL,
    name character varying(200) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by_id bigint NOT NULL,
    guest_id bigint NOT NULL
);


ALTER TABLE public.events_attendancepaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_attendancepaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_cohost (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    event_id bigint NOT NULL
);


ALTER TABLE public.events_cohost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_cohost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_costline (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    item character varying(200) NOT NULL,
    amount bigint NOT NULL,
    budget character varying(200) NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT cost_not_negative CHECK ((amount >= 0)),
    CONSTRAINT events_costline_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.events_costline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_costline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_event (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(200) NOT NULL,
    summary text NOT NULL,
    state character varying(10) NOT NULL,
    venue character varying(300) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    starts_time time without time zone,
    ends_time time without time zone,
    time_note character varying(100) NOT NULL,
    online_link character varying(500) NOT NULL,
    interest_until date,
    conclusion text NOT NULL,
    report text NOT NULL,
    cancel_reason text NOT NULL,
    published_at timestamp with time zone,
    uid uuid NOT NULL,
    sequence integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(600) NOT NULL,
    created_by_id bigint NOT NULL,
    host_id bigint NOT NULL,
    instrument_id bigint,
    place_id bigint NOT NULL,
    province character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT event_cancelled_says_why CHECK (((NOT ((state)::text = 'cancelled'::text)) OR (NOT (cancel_reason = ''::text)))),
    CONSTRAINT event_ends_after_it_began CHECK ((ends_on >= starts_on)),
    CONSTRAINT event_hours_in_order CHECK (((ends_time IS NULL) OR ((ends_on > starts_on) AND (starts_time IS NOT NULL)) OR ((ends_time > starts_time) AND (starts_time IS NOT NULL)))),
    CONSTRAINT events_event_sequence_check CHECK ((sequence >= 0))
);


ALTER TABLE public.events_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_guest (
    id bigint NOT NULL,
    number integer NOT NULL,
    name character varying(200) NOT NULL,
    title character varying(200) NOT NULL,
    role character varying(30) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(20) NOT NULL,
    is_walk_in boolean NOT NULL,
    reply character varying(5) NOT NULL,
    reply_note character varying(500) NOT NULL,
    replied_at timestamp with time zone,
    stand_in character varying(150) NOT NULL,
    stand_in_title character varying(200) NOT NULL,
    reminded_at timestamp with time zone,
    searchable character varying(600) NOT NULL,
    event_id bigint NOT NULL,
    membership_id bigint,
    organisation_id bigint,
    place_id bigint,
    rule_id bigint,
    CONSTRAINT events_guest_number_check CHECK ((number >= 0))
);


ALTER TABLE public.events_guest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_guest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_guestrule (
    id bigint NOT NULL,
    who character varying(12) NOT NULL,
    role character varying(30) NOT NULL,
    kind character varying(30) NOT NULL,
    name character varying(200) NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    invited_by_id bigint NOT NULL,
    organisation_id bigint,
    place_id bigint
);


ALTER TABLE public.events_guestrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_guestrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_handout (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    name character varying(200) NOT NULL,
    is_public boolean NOT NULL,
    added_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    file_id bigint NOT NULL,
    CONSTRAINT events_handout_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.events_handout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_handout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_interest (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    phone character varying(20) NOT NULL,
    wish character varying(200) NOT NULL,
    text text NOT NULL,
    agreed_at timestamp with time zone NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    guest_id bigint,
    idea_id bigint,
    noted_by_id bigint,
    place_id bigint NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT interest_erased_is_empty CHECK (((erased_at IS NULL) OR (((name)::text = ''::text) AND ((phone)::text = ''::text) AND (text = ''::text))))
);


ALTER TABLE public.events_interest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_interest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_question (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    text text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    asked_by_id bigint NOT NULL,
    event_id bigint NOT NULL
);


ALTER TABLE public.events_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_speaker (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    name character varying(150) NOT NULL,
    title character varying(200) NOT NULL,
    event_id bigint NOT NULL,
    user_id bigint,
    CONSTRAINT events_speaker_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.events_speaker ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_speaker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.events_topic (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    text character varying(500) NOT NULL,
    subject character varying(12) NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT events_topic_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.events_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.findable_indexentry (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key character varying(80) NOT NULL,
    section character varying(60) NOT NULL,
    day date,
    until date,
    place bigint,
    folded_title character varying(400) NOT NULL,
    folded_text text NOT NULL,
    folded_also text NOT NULL,
    title_words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, (COALESCE(folded_title, ''::character varying))::text)) STORED,
    all_words tsvector GENERATED ALWAYS AS (((setweight(to_tsvector('simple'::regconfig, (COALESCE(folded_title, ''::character varying))::text), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, COALESCE(folded_text, ''::text)), 'C'::"char")) || setweight(to_tsvector('simple'::regconfig, COALESCE(folded_also, ''::text)), 'D'::"char"))) STORED,
    is_front boolean DEFAULT true NOT NULL,
    CONSTRAINT index_entry_has_a_key CHECK ((NOT ((key)::text = ''::text)))
);


ALTER TABLE public.findable_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.findable_indexentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.findable_indexstate (
    id smallint NOT NULL,
    number bigint NOT NULL,
    edition character varying(64) NOT NULL,
    rebuilt_at timestamp with time zone,
    CONSTRAINT index_state_is_one CHECK ((id = 1))
);


CREATE TABLE public.findable_knownword (
    id bigint NOT NULL,
    word character varying(40) NOT NULL,
    written character varying(41) NOT NULL,
    shown character varying(60) NOT NULL,
    sound character varying(40) NOT NULL,
    uses integer NOT NULL,
    CONSTRAINT findable_knownword_uses_check CHECK ((uses >= 0))
);


ALTER TABLE public.findable_knownword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.findable_knownword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.follow_delivery (
    id bigint NOT NULL,
    message character varying(40) NOT NULL,
    body text NOT NULL,
    state character varying(9) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    tries smallint NOT NULL,
    taken_at timestamp with time zone,
    tried_at timestamp with time zone,
    status smallint,
    fault character varying(10) NOT NULL,
    happening_id bigint,
    webhook_id bigint NOT NULL,
    CONSTRAINT follow_delivery_status_check CHECK ((status >= 0)),
    CONSTRAINT follow_delivery_tries_check CHECK ((tries >= 0))
);


ALTER TABLE public.follow_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.follow_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.follow_follower (
    id bigint NOT NULL,
    sealed text NOT NULL,
    digest character varying(64) NOT NULL,
    language character varying(2) NOT NULL,
    rhythm character varying(8) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    refusals smallint NOT NULL,
    CONSTRAINT follow_follower_refusals_check CHECK ((refusals >= 0))
);


ALTER TABLE public.follow_follower ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.follow_follower_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.follow_following (
    id bigint NOT NULL,
    topic character varying(80) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    follower_id bigint NOT NULL
);


ALTER TABLE public.follow_following ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.follow_following_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.follow_notedhappening (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key character varying(80) NOT NULL,
    topics character varying(80)[] NOT NULL,
    until date NOT NULL,
    noted_at timestamp with time zone NOT NULL
);


ALTER TABLE public.follow_notedhappening ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.follow_notedhappening_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.follow_notingstate (
    id smallint NOT NULL,
    number bigint NOT NULL,
    day date,
    CONSTRAINT noting_state_is_one CHECK ((id = 1))
);


CREATE TABLE public.follow_telling (
    id bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    taken_at timestamp with time zone,
    sent_at timestamp with time zone,
    follower_id bigint NOT NULL,
    happening_id bigint NOT NULL,
    CONSTRAINT follow_telling_tries_check CHECK ((tries >= 0))
);


ALTER TABLE public.follow_telling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.follow_telling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.follow_webhook (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    url character varying(500) NOT NULL,
    kinds character varying(20)[] NOT NULL,
    state character varying(6) NOT NULL,
    sealed_secret text NOT NULL,
    sealed_before text NOT NULL,
    before_until timestamp with time zone,
    failing_since timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT webhook_about_something CHECK ((
CASE
    WHEN (kinds IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(kinds, 1), 0)
END > 0))
);


ALTER TABLE public.follow_webhook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.follow_webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_approval (
    id bigint NOT NULL,
    level character varying(10) NOT NULL,
    is_yes boolean NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    report_id bigint NOT NULL,
    CONSTRAINT approval_no_says_why CHECK ((is_yes OR (NOT (reason = ''::text))))
);


ALTER TABLE public.indicators_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_asked (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    is_required boolean NOT NULL,
    change_percent smallint,
    at_most_id bigint,
    part_of_id bigint,
    collection_id bigint NOT NULL,
    indicator_id bigint NOT NULL,
    CONSTRAINT asked_not_of_itself CHECK ((((part_of_id IS NULL) OR (NOT ((part_of_id = id) AND (part_of_id IS NOT NULL)))) AND ((at_most_id IS NULL) OR (NOT ((at_most_id = id) AND (at_most_id IS NOT NULL)))))),
    CONSTRAINT indicators_asked_change_percent_check CHECK ((change_percent >= 0)),
    CONSTRAINT indicators_asked_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.indicators_asked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_asked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_collection (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    every character varying(8) NOT NULL,
    year smallint NOT NULL,
    part smallint NOT NULL,
    level character varying(10) NOT NULL,
    due_on date NOT NULL,
    levels character varying(10)[] NOT NULL,
    by_another boolean NOT NULL,
    guidance text NOT NULL,
    state character varying(8) NOT NULL,
    opened_at timestamp with time zone,
    locked_at timestamp with time zone,
    is_demonstration boolean NOT NULL,
    instrument_id bigint,
    organisation_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT collection_has_a_year CHECK (((year >= 1990) AND (year <= 2100))),
    CONSTRAINT collection_locked_says_when CHECK ((((locked_at IS NOT NULL) AND ((state)::text = 'locked'::text)) OR ((NOT ((state)::text = 'locked'::text)) AND (locked_at IS NULL)))),
    CONSTRAINT collection_part_of_its_year CHECK (((((every)::text = 'year'::text) AND (part = 1)) OR (((every)::text = 'half'::text) AND (part >= 1) AND (part <= 2)) OR (((every)::text = 'quarter'::text) AND (part >= 1) AND (part <= 4)) OR (((every)::text = 'month'::text) AND (part >= 1) AND (part <= 12)))),
    CONSTRAINT indicators_collection_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_collection_year_check CHECK ((year >= 0))
);


ALTER TABLE public.indicators_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_definition (
    id bigint NOT NULL,
    text text NOT NULL,
    source_note text NOT NULL,
    valid daterange NOT NULL,
    indicator_id bigint NOT NULL,
    CONSTRAINT definition_has_days CHECK ((NOT isempty(valid)))
);


ALTER TABLE public.indicators_definition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_definition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_figure (
    id bigint NOT NULL,
    year smallint NOT NULL,
    part smallint NOT NULL,
    revision smallint NOT NULL,
    amount bigint,
    comment text NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    noted_by_id bigint NOT NULL,
    place_id bigint NOT NULL,
    indicator_id bigint NOT NULL,
    report_id bigint,
    CONSTRAINT figure_counted_from_one CHECK ((revision >= 1)),
    CONSTRAINT indicators_figure_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_figure_revision_check CHECK ((revision >= 0)),
    CONSTRAINT indicators_figure_year_check CHECK ((year >= 0))
);


ALTER TABLE public.indicators_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_grace (
    id bigint NOT NULL,
    until date NOT NULL,
    reason text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    collection_id bigint NOT NULL,
    granted_by_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT grace_says_why CHECK ((NOT (reason = ''::text)))
);


ALTER TABLE public.indicators_grace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_grace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_indicator (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    unit character varying(40) NOT NULL,
    definition text NOT NULL,
    source_note text NOT NULL,
    direction character varying(5) NOT NULL,
    every character varying(8) NOT NULL,
    countable character varying(60) NOT NULL,
    choices jsonb NOT NULL,
    decimals smallint NOT NULL,
    valid daterange,
    "least" numeric(18,4),
    most numeric(18,4),
    adds_up boolean NOT NULL,
    per integer NOT NULL,
    is_published boolean NOT NULL,
    denominator_id bigint,
    numerator_id bigint,
    organisation_id bigint,
    CONSTRAINT indicator_decimals CHECK ((decimals <= 4)),
    CONSTRAINT indicator_least_below_most CHECK ((("least" IS NULL) OR (most IS NULL) OR (most >= "least"))),
    CONSTRAINT indicator_ratio_of_two CHECK ((((denominator_id IS NULL) AND (numerator_id IS NULL)) OR ((denominator_id IS NOT NULL) AND (numerator_id IS NOT NULL) AND (per >= 1)))),
    CONSTRAINT indicators_indicator_decimals_check CHECK ((decimals >= 0)),
    CONSTRAINT indicators_indicator_per_check CHECK ((per >= 0))
);


ALTER TABLE public.indicators_indicator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_indicator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_keptfigure (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    label character varying(400) NOT NULL,
    value numeric(24,4),
    unit character varying(60) NOT NULL,
    definition character varying(2000) NOT NULL,
    source character varying(500) NOT NULL,
    countable character varying(60) NOT NULL,
    is_counted boolean NOT NULL,
    choices jsonb NOT NULL,
    first date,
    last date NOT NULL,
    map_of date,
    rows jsonb NOT NULL,
    place_id bigint,
    paper_id bigint NOT NULL
);


ALTER TABLE public.indicators_keptfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_keptpaper (
    id bigint NOT NULL,
    description jsonb NOT NULL,
    as_of date NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    transaction bigint NOT NULL,
    kept_by_id bigint NOT NULL,
    pdf_id bigint,
    word_id bigint,
    CONSTRAINT kept_paper_has_both_files CHECK ((((pdf_id IS NULL) AND (word_id IS NULL)) OR ((pdf_id IS NOT NULL) AND (word_id IS NOT NULL))))
);


ALTER TABLE public.indicators_keptpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_keptpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_stagedform (
    id bigint NOT NULL,
    brought_at timestamp with time zone NOT NULL,
    rows jsonb NOT NULL,
    applied_at timestamp with time zone,
    brought_by_id bigint NOT NULL,
    collection_id bigint NOT NULL
);


ALTER TABLE public.indicators_stagedform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_stagedform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_total (
    id bigint NOT NULL,
    year smallint NOT NULL,
    part smallint NOT NULL,
    home character varying(20) NOT NULL,
    level character varying(10) NOT NULL,
    amount bigint NOT NULL,
    count integer NOT NULL,
    indicator_id bigint NOT NULL,
    CONSTRAINT indicators_total_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_total_year_check CHECK ((year >= 0))
);


ALTER TABLE public.indicators_total ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_total_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_value (
    id bigint NOT NULL,
    year smallint NOT NULL,
    part smallint NOT NULL,
    amount bigint NOT NULL,
    indicator_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT indicators_value_part_check CHECK ((part >= 0)),
    CONSTRAINT indicators_value_year_check CHECK ((year >= 0))
);


ALTER TABLE public.indicators_value ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_value_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.indicators_valuereport (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    passed smallint NOT NULL,
    submitted_at timestamp with time zone,
    reminded_at timestamp with time zone,
    collection_id bigint NOT NULL,
    place_id bigint NOT NULL,
    submitted_by_id bigint,
    CONSTRAINT indicators_valuereport_passed_check CHECK ((passed >= 0))
);


ALTER TABLE public.indicators_valuereport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_valuereport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.instruments_answer (
    id bigint NOT NULL,
    verdict character varying(6) NOT NULL,
    reason text NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    answered_by_id bigint,
    comment_id bigint NOT NULL,
    reply_id bigint NOT NULL
);


ALTER TABLE public.instruments_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.instruments_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.instruments_draft (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    summary text NOT NULL,
    why text NOT NULL,
    wording text NOT NULL,
    issuer character varying(200) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    open_until date,
    published_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_reason text NOT NULL,
    searchable character varying(3000) NOT NULL,
    is_demonstration boolean NOT NULL,
    drafted_by_id bigint,
    file_id bigint,
    issued_id bigint,
    organisation_id bigint NOT NULL,
    place_id bigint,
    published_by_id bigint,
    thread_id bigint,
    withdrawn_by_id bigint,
    CONSTRAINT draft_published_whole CHECK ((((open_until IS NULL) AND (published_at IS NULL) AND (published_by_id IS NULL) AND (thread_id IS NULL)) OR ((open_until IS NOT NULL) AND (published_at IS NOT NULL) AND (published_by_id IS NOT NULL) AND (thread_id IS NOT NULL)))),
    CONSTRAINT draft_withdrawn_whole CHECK ((((withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL) AND (withdrawn_reason = ''::text)) OR ((NOT (withdrawn_reason = ''::text)) AND (withdrawn_at >= published_at) AND (withdrawn_by_id IS NOT NULL))))
);


ALTER TABLE public.instruments_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.instruments_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.instruments_instrument (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    number character varying(60) NOT NULL,
    issued_on date NOT NULL,
    issuer character varying(200) NOT NULL,
    summary text NOT NULL,
    is_public boolean NOT NULL,
    recorded_at timestamp with time zone,
    year smallint NOT NULL,
    number_key character varying(80) NOT NULL,
    issuer_key character varying(300) NOT NULL,
    searchable character varying(1600) NOT NULL,
    is_demonstration boolean NOT NULL,
    file_id bigint,
    organisation_id bigint,
    place_id bigint,
    recorded_by_id bigint,
    recorded_for_id bigint,
    amended_on date,
    ended_on date,
    expires_on date,
    published_at timestamp with time zone,
    CONSTRAINT instrument_expires_after_it_is_issued CHECK (((expires_on IS NULL) OR (expires_on >= issued_on))),
    CONSTRAINT instruments_instrument_year_check CHECK ((year >= 0))
);


ALTER TABLE public.instruments_instrument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.instruments_instrument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.instruments_publication (
    id bigint NOT NULL,
    published_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_reason text NOT NULL,
    instrument_id bigint NOT NULL,
    published_by_id bigint NOT NULL,
    published_for_id bigint NOT NULL,
    withdrawn_by_id bigint,
    CONSTRAINT publication_withdrawn_whole CHECK ((((withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL) AND (withdrawn_reason = ''::text)) OR ((NOT (withdrawn_reason = ''::text)) AND (withdrawn_at >= published_at) AND (withdrawn_by_id IS NOT NULL))))
);


ALTER TABLE public.instruments_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.instruments_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.instruments_relation (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    from_on date,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint NOT NULL,
    older_id bigint NOT NULL,
    paper_id bigint NOT NULL,
    CONSTRAINT relation_day_where_it_acts CHECK ((((from_on IS NULL) AND ((kind)::text = 'rests_on'::text)) OR ((NOT ((kind)::text = 'rests_on'::text)) AND (from_on IS NOT NULL)))),
    CONSTRAINT relation_of_two CHECK ((NOT (paper_id = older_id)))
);


ALTER TABLE public.instruments_relation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.instruments_relation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.movements_contribution (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    amount numeric(18,2),
    unit character varying(40) NOT NULL,
    description text NOT NULL,
    giver character varying(9) NOT NULL,
    giver_name character varying(200) NOT NULL,
    may_be_thanked boolean NOT NULL,
    day date NOT NULL,
    value bigint,
    value_method character varying(300) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    cancelled_reason text NOT NULL,
    is_demonstration boolean NOT NULL,
    place_id bigint NOT NULL,
    proof_id bigint,
    recorded_by_id bigint NOT NULL,
    movement_id bigint NOT NULL,
    CONSTRAINT contribution_amounts_not_below_nothing CHECK ((((amount IS NULL) OR (amount > (0)::numeric)) AND ((value IS NULL) OR (value >= 0)))),
    CONSTRAINT contribution_cancelled_says_why CHECK ((((cancelled_at IS NULL) AND (cancelled_reason = ''::text)) OR ((cancelled_at IS NOT NULL) AND (NOT (cancelled_reason = ''::text))))),
    CONSTRAINT contribution_thanked_has_a_name CHECK (((NOT may_be_thanked) OR (NOT ((giver_name)::text = ''::text)))),
    CONSTRAINT contribution_valued_says_how CHECK (((value IS NULL) OR ((kind)::text = 'money'::text) OR (NOT ((value_method)::text = ''::text))))
);


ALTER TABLE public.movements_contribution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.movements_contribution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.movements_movement (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    call text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    under character varying(200) NOT NULL,
    state character varying(6) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(300) NOT NULL,
    basis_id bigint,
    organisation_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT movement_days_in_order CHECK (((ends_on IS NULL) OR (ends_on >= starts_on)))
);


ALTER TABLE public.movements_movement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.movements_movement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.movements_movement_parts (
    id bigint NOT NULL,
    movement_id bigint NOT NULL,
    place_id bigint NOT NULL
);


ALTER TABLE public.movements_movement_parts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.movements_movement_parts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_article (
    page_ptr_id integer NOT NULL,
    title_en character varying(255) NOT NULL,
    lead text NOT NULL,
    lead_en text NOT NULL,
    content jsonb NOT NULL,
    content_en jsonb NOT NULL,
    author character varying(150) NOT NULL,
    source_note character varying(200) NOT NULL,
    source_link character varying(500) NOT NULL,
    shown_at timestamp with time zone,
    hot_until date,
    featured_until date,
    topics character varying(12)[] NOT NULL,
    made_from character varying(60) NOT NULL,
    is_demonstration boolean NOT NULL,
    card_id bigint,
    place_id bigint,
    picture_id bigint,
    in_section_id integer NOT NULL,
    home_id integer NOT NULL
);


CREATE TABLE public.news_articleproduct (
    id bigint NOT NULL,
    sort_order integer,
    article_id integer NOT NULL,
    product_id bigint NOT NULL
);


ALTER TABLE public.news_articleproduct ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_articleproduct_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_articlethread (
    id bigint NOT NULL,
    article_id integer NOT NULL,
    thread_id bigint NOT NULL
);


ALTER TABLE public.news_articlethread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_articlethread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_formeraddress (
    id bigint NOT NULL,
    url_path character varying(800) NOT NULL,
    left_at timestamp with time zone NOT NULL,
    page_id integer NOT NULL
);


ALTER TABLE public.news_formeraddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_formeraddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_link (
    id bigint NOT NULL,
    sort_order integer,
    name character varying(150) NOT NULL,
    link character varying(500) NOT NULL,
    group_id bigint NOT NULL,
    CONSTRAINT news_link_opens_a_page CHECK ((((link)::text ~ '^https?://'::text) AND (NOT ((name)::text = ''::text))))
);


ALTER TABLE public.news_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_linkgroup (
    id bigint NOT NULL,
    sort_order integer,
    name character varying(100) NOT NULL,
    name_en character varying(100) NOT NULL,
    home_id integer NOT NULL
);


ALTER TABLE public.news_linkgroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_linkgroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_paper (
    id bigint NOT NULL,
    title character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    file_size bigint,
    file_hash character varying(40) NOT NULL,
    file character varying(100) NOT NULL,
    collection_id integer NOT NULL,
    organisation_id bigint,
    stored_id bigint NOT NULL,
    uploaded_by_user_id bigint,
    CONSTRAINT news_paper_file_size_check CHECK ((file_size >= 0))
);


ALTER TABLE public.news_paper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_paper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_picture (
    id bigint NOT NULL,
    title character varying(255) NOT NULL,
    description character varying(255) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    file_size integer,
    file_hash character varying(40) NOT NULL,
    file character varying(100) NOT NULL,
    credit character varying(150) NOT NULL,
    collection_id integer NOT NULL,
    organisation_id bigint,
    stored_id bigint NOT NULL,
    uploaded_by_user_id bigint,
    CONSTRAINT news_picture_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT news_picture_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT news_picture_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT news_picture_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT news_picture_focal_point_y_check CHECK ((focal_point_y >= 0))
);


ALTER TABLE public.news_picture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_picture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_rendition (
    id bigint NOT NULL,
    filter_spec character varying(255) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    file character varying(250) NOT NULL,
    image_id bigint NOT NULL
);


ALTER TABLE public.news_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_rendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_secondperson (
    task_ptr_id integer NOT NULL
);


CREATE TABLE public.news_section (
    page_ptr_id integer NOT NULL,
    title_en character varying(255) NOT NULL,
    lead text NOT NULL,
    lead_en text NOT NULL,
    is_shared boolean NOT NULL,
    home_id integer NOT NULL
);


CREATE TABLE public.news_sectiontalk (
    id bigint NOT NULL,
    days smallint,
    opened_at timestamp with time zone NOT NULL,
    opened_by_id bigint NOT NULL,
    section_id integer NOT NULL,
    CONSTRAINT news_sectiontalk_days_check CHECK ((days >= 0))
);


ALTER TABLE public.news_sectiontalk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_sectiontalk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.news_unithome (
    page_ptr_id integer NOT NULL,
    title_en character varying(255) NOT NULL,
    lead text NOT NULL,
    lead_en text NOT NULL,
    host character varying(200) NOT NULL,
    editors_publish boolean NOT NULL,
    is_demonstration boolean NOT NULL,
    organisation_id bigint,
    place_id bigint
);


CREATE TABLE public.news_unithome_shared_sections (
    id bigint NOT NULL,
    unithome_id integer NOT NULL,
    section_id integer NOT NULL
);


ALTER TABLE public.news_unithome_shared_sections ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.news_unithome_shared_sections_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_apikey (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    scopes character varying(30)[] NOT NULL,
    start character varying(16) NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_on date,
    revoked_at timestamp with time zone,
    revoked_by_id bigint,
    membership_id bigint NOT NULL,
    CONSTRAINT api_key_expires_later CHECK ((expires_at > created_at)),
    CONSTRAINT api_key_opens_something CHECK ((
CASE
    WHEN (scopes IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(scopes, 1), 0)
END > 0))
);


ALTER TABLE public.parties_apikey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_apikey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_invitation (
    id bigint NOT NULL,
    role character varying(30) NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(20) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    revoked_at timestamp with time zone,
    accepted_by_id bigint,
    invited_by_id bigint,
    place_id bigint,
    organisation_id bigint NOT NULL,
    CONSTRAINT invitation_accepted_by_somebody CHECK ((((accepted_at IS NULL) AND (accepted_by_id IS NULL)) OR ((accepted_at IS NOT NULL) AND (accepted_by_id IS NOT NULL) AND (revoked_at IS NULL)))),
    CONSTRAINT invitation_to_one_address CHECK (((((email)::text = ''::text) OR ((phone)::text = ''::text)) AND (1 = (
CASE
    WHEN ((email)::text = ''::text) THEN 1
    ELSE 0
END +
CASE
    WHEN ((phone)::text = ''::text) THEN 1
    ELSE 0
END))))
);


ALTER TABLE public.parties_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_letter (
    id bigint NOT NULL,
    "to" character varying(254) NOT NULL,
    subject character varying(200) NOT NULL,
    body text NOT NULL,
    state character varying(10) NOT NULL,
    about_type character varying(60) NOT NULL,
    about_id bigint,
    key character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    tries smallint NOT NULL,
    last_error text NOT NULL,
    taken_at timestamp with time zone,
    sent_at timestamp with time zone,
    written_by_id bigint,
    organisation_id bigint,
    reply_to character varying(254) NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT letter_erased_is_empty CHECK (((erased_at IS NULL) OR ((body = ''::text) AND ((reply_to)::text = ''::text) AND ((state)::text = ANY ((ARRAY['sent'::character varying, 'cancelled'::character varying])::text[]))))),
    CONSTRAINT parties_letter_tries_check CHECK ((tries >= 0))
);


ALTER TABLE public.parties_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_membership (
    id bigint NOT NULL,
    role character varying(30) NOT NULL,
    valid daterange NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by_id bigint,
    granted_by_id bigint,
    place_id bigint,
    user_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT membership_of_a_place_has_one CHECK (((place_id IS NOT NULL) OR (NOT ((role)::text = ANY ((ARRAY['producer'::character varying, 'commune_officer'::character varying, 'advisory_officer'::character varying])::text[])))))
);


ALTER TABLE public.parties_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_notice (
    id bigint NOT NULL,
    text character varying(300) NOT NULL,
    about_type character varying(60) NOT NULL,
    about_id bigint,
    key character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    user_id bigint NOT NULL,
    membership_id bigint
);


ALTER TABLE public.parties_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_organisation (
    id bigint NOT NULL,
    kind character varying(30) NOT NULL,
    name character varying(200) NOT NULL,
    tax_code character varying(20) NOT NULL,
    is_demonstration boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    searchable character varying(300) NOT NULL,
    parent_id bigint,
    place_id bigint,
    also_in character varying(60) NOT NULL COLLATE pg_catalog."C",
    found_by character varying(620) NOT NULL COLLATE pg_catalog."C",
    place_key character varying(300) NOT NULL COLLATE pg_catalog."C",
    province character varying(60) NOT NULL COLLATE pg_catalog."C"
);


ALTER TABLE public.parties_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_personalfeed (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_on date,
    ended_at timestamp with time zone,
    ended_by_id bigint,
    membership_id bigint NOT NULL,
    CONSTRAINT feed_expires_later CHECK ((expires_at > created_at))
);


ALTER TABLE public.parties_personalfeed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_personalfeed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE UNLOGGED TABLE public.parties_tried (
    place bigint NOT NULL,
    span bigint NOT NULL,
    tries integer NOT NULL
)
WITH (fillfactor='50');


CREATE TABLE public.parties_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    searchable character varying(300) NOT NULL,
    is_demonstration boolean NOT NULL
);


CREATE TABLE public.parties_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.parties_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.parties_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.parties_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.parties_waitingmail (
    id bigint NOT NULL,
    sealed text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    taken_at timestamp with time zone,
    CONSTRAINT parties_waitingmail_tries_check CHECK ((tries >= 0))
);


ALTER TABLE public.parties_waitingmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_waitingmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.places_boundary (
    id bigint NOT NULL,
    rings jsonb NOT NULL,
    place_id bigint NOT NULL
);


ALTER TABLE public.places_boundary ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.places_boundary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.places_edition (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    loaded_at timestamp with time zone NOT NULL
);


ALTER TABLE public.places_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.places_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.places_place (
    id bigint NOT NULL,
    code character varying(5) NOT NULL,
    level character varying(10) NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(60) NOT NULL,
    valid daterange NOT NULL,
    latitude double precision,
    longitude double precision,
    decision character varying(60) NOT NULL,
    full_name character varying(200) NOT NULL,
    lineage character varying(60) NOT NULL,
    folded character varying(60) NOT NULL,
    searchable character varying(300) NOT NULL,
    sort_key character varying(300) NOT NULL COLLATE pg_catalog."C",
    parent_id bigint,
    CONSTRAINT place_has_days CHECK ((NOT isempty(valid))),
    CONSTRAINT place_under_a_place CHECK (((((level)::text = 'province'::text) AND (parent_id IS NULL)) OR ((NOT ((level)::text = 'province'::text)) AND (parent_id IS NOT NULL))))
);
ALTER TABLE ONLY public.places_place ALTER COLUMN lineage SET STATISTICS 500;


ALTER TABLE public.places_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.places_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.places_succession (
    id bigint NOT NULL,
    "on" date NOT NULL,
    kind character varying(10) NOT NULL,
    whole boolean NOT NULL,
    new_id bigint NOT NULL,
    old_id bigint NOT NULL,
    CONSTRAINT succession_moves_on CHECK ((NOT (old_id = new_id)))
);


ALTER TABLE public.places_succession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.places_succession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_adoption (
    id bigint NOT NULL,
    share_id bigint NOT NULL,
    target_id bigint NOT NULL
);


ALTER TABLE public.plans_adoption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_adoption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_figure (
    id bigint NOT NULL,
    day date NOT NULL,
    value numeric(18,4) NOT NULL,
    note text NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    place_id bigint,
    reported_by_id bigint NOT NULL,
    target_id bigint NOT NULL,
    CONSTRAINT figure_not_below_nothing CHECK ((value >= (0)::numeric))
);


ALTER TABLE public.plans_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_plan (
    id bigint NOT NULL,
    title character varying(250) NOT NULL,
    year smallint NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    goals text NOT NULL,
    tasks text NOT NULL,
    state character varying(10) NOT NULL,
    version smallint NOT NULL,
    revision_reason text NOT NULL,
    gap_reason text NOT NULL,
    issued_on date,
    created_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(300) NOT NULL,
    decision_id bigint,
    organisation_id bigint NOT NULL,
    parent_id bigint,
    place_id bigint,
    replaces_id bigint,
    programme_id bigint NOT NULL,
    CONSTRAINT plan_days_in_order CHECK ((ends_on >= starts_on)),
    CONSTRAINT plan_issued_has_its_day CHECK ((((issued_on IS NULL) AND ((state)::text = ANY ((ARRAY['draft'::character varying, 'withdrawn'::character varying])::text[]))) OR ((issued_on IS NOT NULL) AND ((state)::text = ANY ((ARRAY['issued'::character varying, 'revised'::character varying, 'reviewed'::character varying])::text[]))))),
    CONSTRAINT plan_revision_says_why CHECK ((((replaces_id IS NULL) AND (version = 1)) OR ((replaces_id IS NOT NULL) AND (version > 1) AND (NOT (revision_reason = ''::text))))),
    CONSTRAINT plans_plan_version_check CHECK ((version >= 0)),
    CONSTRAINT plans_plan_year_check CHECK ((year >= 0))
);


ALTER TABLE public.plans_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_programme (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    first_year smallint NOT NULL,
    last_year smallint NOT NULL,
    is_demonstration boolean NOT NULL,
    organisation_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT plans_programme_first_year_check CHECK ((first_year >= 0)),
    CONSTRAINT plans_programme_last_year_check CHECK ((last_year >= 0)),
    CONSTRAINT programme_years_in_order CHECK ((last_year >= first_year))
);


CREATE TABLE public.plans_programme_grounds (
    id bigint NOT NULL,
    programme_id bigint NOT NULL,
    instrument_id bigint NOT NULL
);


ALTER TABLE public.plans_programme_grounds ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_programme_grounds_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.plans_programme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_result (
    id bigint NOT NULL,
    outcome character varying(8) NOT NULL,
    figure numeric(18,4),
    is_counted boolean NOT NULL,
    reason text NOT NULL,
    review_id bigint NOT NULL,
    target_id bigint NOT NULL,
    units jsonb NOT NULL,
    CONSTRAINT result_not_reached_says_why CHECK ((((outcome)::text = 'reached'::text) OR (NOT (reason = ''::text))))
);


ALTER TABLE public.plans_result ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_result_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_review (
    id bigint NOT NULL,
    day date NOT NULL,
    summary text NOT NULL,
    weaknesses text NOT NULL,
    proposals text NOT NULL,
    reviewed_at timestamp with time zone NOT NULL,
    plan_id bigint NOT NULL,
    reviewed_by_id bigint NOT NULL,
    kept_id bigint NOT NULL
);


ALTER TABLE public.plans_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_share (
    id bigint NOT NULL,
    "least" numeric(18,4),
    most numeric(18,4),
    note text NOT NULL,
    place_id bigint NOT NULL,
    target_id bigint NOT NULL,
    CONSTRAINT share_range_in_order CHECK (((("least" IS NULL) OR ("least" >= (0)::numeric)) AND ((most IS NULL) OR (most >= (0)::numeric)) AND (("least" IS NULL) OR (most IS NULL) OR (most >= "least"))))
);


ALTER TABLE public.plans_share ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.plans_target (
    id bigint NOT NULL,
    "least" numeric(18,4),
    most numeric(18,4),
    number smallint NOT NULL,
    name character varying(250) NOT NULL,
    unit character varying(40) NOT NULL,
    choices jsonb NOT NULL,
    decimals smallint NOT NULL,
    adds_up boolean NOT NULL,
    priorities text NOT NULL,
    note text NOT NULL,
    indicator_id bigint,
    plan_id bigint NOT NULL,
    responsible_id bigint,
    CONSTRAINT plans_target_decimals_check CHECK ((decimals >= 0)),
    CONSTRAINT plans_target_number_check CHECK ((number >= 0)),
    CONSTRAINT target_decimals CHECK ((decimals <= 4)),
    CONSTRAINT target_range_in_order CHECK (((("least" IS NULL) OR ("least" >= (0)::numeric)) AND ((most IS NULL) OR (most >= (0)::numeric)) AND (("least" IS NULL) OR (most IS NULL) OR (most >= "least"))))
);


ALTER TABLE public.plans_target ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.polls_option (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    text character varying(200) NOT NULL,
    text_en character varying(200) NOT NULL,
    chosen bigint NOT NULL,
    poll_id bigint NOT NULL,
    CONSTRAINT poll_option_position CHECK ((("position" >= 1) AND ("position" <= 12))),
    CONSTRAINT polls_option_chosen_check CHECK ((chosen >= 0)),
    CONSTRAINT polls_option_position_check CHECK (("position" >= 0))
);


ALTER TABLE public.polls_option ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.polls_option_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.polls_poll (
    id bigint NOT NULL,
    question character varying(300) NOT NULL,
    question_en character varying(300) NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    results character varying(11) NOT NULL,
    state character varying(9) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    announced_at timestamp with time zone,
    closed_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_reason text NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(700) NOT NULL,
    organisation_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT poll_days_in_order CHECK ((closes_on >= opens_on)),
    CONSTRAINT poll_state_says_when CHECK ((((announced_at IS NULL) AND (closed_at IS NULL) AND ((state)::text = 'draft'::text) AND (withdrawn_at IS NULL)) OR ((announced_at IS NOT NULL) AND (closed_at IS NULL) AND ((state)::text = 'announced'::text) AND (withdrawn_at IS NULL)) OR ((announced_at IS NOT NULL) AND (closed_at IS NOT NULL) AND ((state)::text = 'closed'::text) AND (withdrawn_at IS NULL)) OR ((closed_at IS NULL) AND ((state)::text = 'withdrawn'::text) AND (withdrawn_at IS NOT NULL)))),
    CONSTRAINT poll_withdrawn_says_why CHECK (((((state)::text = 'withdrawn'::text) AND (NOT (withdrawn_reason = ''::text))) OR ((NOT ((state)::text = 'withdrawn'::text)) AND (withdrawn_reason = ''::text))))
);


ALTER TABLE public.polls_poll ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.polls_poll_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_businessplan (
    id bigint NOT NULL,
    product text NOT NULL,
    materials text NOT NULL,
    making text NOT NULL,
    workers integer,
    output numeric(16,3),
    unit character varying(30) NOT NULL,
    price bigint,
    market text NOT NULL,
    capital bigint,
    capital_source character varying(200) NOT NULL,
    starts_on date,
    planned_at timestamp with time zone NOT NULL,
    idea_id bigint NOT NULL,
    CONSTRAINT products_businessplan_workers_check CHECK ((workers >= 0))
);


ALTER TABLE public.products_businessplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_businessplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_contactconsent (
    id bigint NOT NULL,
    shows_name boolean NOT NULL,
    phone character varying(20) NOT NULL,
    email character varying(254) NOT NULL,
    link character varying(300) NOT NULL,
    note character varying(300) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by_id bigint,
    given_by_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    CONSTRAINT consent_ends_with_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL))))
);


ALTER TABLE public.products_contactconsent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_contactconsent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_daytally (
    id bigint NOT NULL,
    scope character varying(60) NOT NULL COLLATE pg_catalog."C",
    is_month boolean NOT NULL,
    day date NOT NULL,
    "group" character varying(10) NOT NULL,
    stars smallint NOT NULL,
    state character varying(10) NOT NULL,
    count integer NOT NULL,
    CONSTRAINT products_daytally_stars_check CHECK ((stars >= 0))
);


CREATE VIEW public.products_daytally_counted AS
 SELECT lies.scope,
    span.is_month,
    span.day,
    each."group",
    each.stars,
    each.state,
    sum(each.n) AS n
   FROM ((( SELECT one.province,
            one."group",
            one.stars,
            one.state,
            one.day,
            sum(one.n) AS n
           FROM ( SELECT products_product.province,
                    products_product."group",
                    COALESCE((products_product.stars)::integer, 0) AS stars,
                    products_product.state,
                    COALESCE(products_product.expires_on, '9999-12-31'::date) AS day,
                    1 AS n
                   FROM public.products_product) one
          GROUP BY one.province, one."group", one.stars, one.state, one.day
         HAVING (sum(one.n) <> 0)) each
     CROSS JOIN LATERAL ( VALUES ('/'::character varying), (each.province)) lies(scope))
     CROSS JOIN LATERAL ( VALUES (false,each.day), (true,(date_trunc('month'::text, (each.day)::timestamp with time zone))::date)) span(is_month, day))
  GROUP BY lies.scope, span.is_month, span.day, each."group", each.stars, each.state
 HAVING (sum(each.n) <> (0)::numeric);


ALTER TABLE public.products_daytally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_daytally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_idea (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    text text NOT NULL,
    state character varying(10) NOT NULL,
    told_by character varying(150) NOT NULL,
    phone character varying(20) NOT NULL,
    event character varying(200) NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    searchable character varying(400) NOT NULL,
    advice text NOT NULL,
    advised_at timestamp with time zone,
    set_aside_reason text NOT NULL,
    is_demonstration boolean NOT NULL,
    advised_by_id bigint,
    current_place_id bigint NOT NULL,
    noted_by_id bigint NOT NULL,
    place_id bigint NOT NULL,
    producer_id bigint,
    product_id bigint,
    noted_for_id bigint,
    CONSTRAINT idea_registered_has_its_product CHECK ((((product_id IS NOT NULL) AND ((state)::text = 'registered'::text)) OR ((NOT ((state)::text = 'registered'::text)) AND (product_id IS NULL)))),
    CONSTRAINT idea_set_aside_says_why CHECK (((NOT ((state)::text = 'set_aside'::text)) OR (NOT (set_aside_reason = ''::text))))
);


ALTER TABLE public.products_idea ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_idea_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_producer (
    id bigint NOT NULL,
    legal_form character varying(40) NOT NULL,
    registration_number character varying(40) NOT NULL,
    tax_code character varying(14) NOT NULL,
    founded_on date,
    state character varying(10) NOT NULL,
    representative_name character varying(150) NOT NULL,
    representative_position character varying(100) NOT NULL,
    members integer,
    workers integer,
    local_workers integer,
    address character varying(300) NOT NULL,
    phone character varying(20) NOT NULL,
    email character varying(254) NOT NULL,
    source character varying(10) NOT NULL,
    is_demonstration boolean NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    name_key character varying(250) NOT NULL,
    searchable character varying(600) NOT NULL,
    sort_key character varying(700) NOT NULL COLLATE pg_catalog."C",
    current_place_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    place_id bigint NOT NULL,
    name_is_agreed boolean NOT NULL,
    province character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT producer_local_workers_are_workers CHECK (((local_workers IS NULL) OR (local_workers <= workers))),
    CONSTRAINT products_producer_local_workers_check CHECK ((local_workers >= 0)),
    CONSTRAINT products_producer_members_check CHECK ((members >= 0)),
    CONSTRAINT products_producer_workers_check CHECK ((workers >= 0))
);


CREATE VIEW public.products_organisations_elsewhere AS
 SELECT body.id
   FROM ((public.parties_organisation body
     LEFT JOIN public.places_place place ON ((place.id = body.place_id)))
     LEFT JOIN public.products_producer producer ON ((producer.organisation_id = body.id)))
  WHERE (((((body.province)::text IS DISTINCT FROM COALESCE((('/'::text || split_part((place.lineage)::text, '/'::text, 2)) || '/'::text), ''::text)) OR ((body.place_key)::text IS DISTINCT FROM (COALESCE(place.sort_key, ''::character varying))::text)) OR ((body.found_by)::text IS DISTINCT FROM concat_ws(' '::text, body.searchable, place.searchable))) OR ((body.also_in)::text IS DISTINCT FROM COALESCE(NULLIF((producer.province)::text, (body.province)::text), ''::text)));


CREATE TABLE public.products_personrights (
    id bigint NOT NULL,
    rights character varying(10) NOT NULL,
    membership_id bigint NOT NULL
);


ALTER TABLE public.products_personrights ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_personrights_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.products_producer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_producer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_producerperson (
    id bigint NOT NULL,
    reason character varying(10) NOT NULL,
    gender character varying(10) NOT NULL,
    ethnicity character varying(60) NOT NULL,
    is_disabled boolean,
    home_address character varying(300) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    producer_id bigint NOT NULL,
    recorded_by_id bigint NOT NULL,
    CONSTRAINT disability_only_for_its_criterion CHECK (((is_disabled IS NULL) OR ((reason)::text = 'A.3.2'::text))),
    CONSTRAINT private_facts_have_a_reason CHECK (((reason)::text = ANY ((ARRAY['A.3.2'::character varying, 'mau-02'::character varying, 'mau-03'::character varying])::text[])))
);


ALTER TABLE public.products_producerperson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_producerperson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.products_product ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_productpicture (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    description character varying(300) NOT NULL,
    file_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT products_productpicture_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.products_productpicture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_productpicture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_productvariant (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    name character varying(100) NOT NULL,
    size numeric(10,3),
    unit character varying(30) NOT NULL,
    barcode character varying(14) NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT products_productvariant_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.products_productvariant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_productvariant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_salesplace (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(150) NOT NULL,
    link character varying(300) NOT NULL,
    place_id bigint,
    product_id bigint NOT NULL,
    CONSTRAINT products_salesplace_order_check CHECK (("order" >= 0))
);


ALTER TABLE public.products_salesplace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_salesplace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_tally (
    id bigint NOT NULL,
    scope character varying(60) NOT NULL COLLATE pg_catalog."C",
    level character varying(10) NOT NULL,
    what character varying(10) NOT NULL,
    kind character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    count integer NOT NULL
);


CREATE VIEW public.products_tally_counted AS
 SELECT lies.scope,
    lies.level,
    each.what,
    each.kind,
    each.state,
    sum(each.n) AS n
   FROM ((( SELECT products_producer.current_place_id,
            products_producer.province,
            'producer'::text AS what,
            products_producer.legal_form AS kind,
            products_producer.state,
            1 AS n
           FROM public.products_producer) each
     JOIN public.places_place place ON ((place.id = each.current_place_id)))
     CROSS JOIN LATERAL ( SELECT '/'::character varying AS scope,
            ''::text AS level
        UNION
         SELECT each.province,
            'province'::text
        UNION
         SELECT place.lineage,
            place.level) lies)
  GROUP BY lies.scope, lies.level, each.what, each.kind, each.state
 HAVING (sum(each.n) <> 0)
UNION ALL
 SELECT lies.scope,
    lies.level,
    each.what,
    each.kind,
    each.state,
    sum(each.n) AS n
   FROM ((( SELECT products_product.current_place_id,
            products_product.province,
            'product'::text AS what,
            products_product."group" AS kind,
            products_product.state,
            1 AS n
           FROM public.products_product) each
     JOIN public.places_place place ON ((place.id = each.current_place_id)))
     CROSS JOIN LATERAL ( SELECT '/'::character varying AS scope,
            ''::text AS level
        UNION
         SELECT each.province,
            'province'::text
        UNION
         SELECT place.lineage,
            place.level) lies)
  GROUP BY lies.scope, lies.level, each.what, each.kind, each.state
 HAVING (sum(each.n) <> 0);


ALTER TABLE public.products_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.products_yearfigure (
    id bigint NOT NULL,
    year smallint NOT NULL,
    output numeric(16,3),
    unit character varying(30) NOT NULL,
    revenue bigint,
    product_id bigint NOT NULL,
    CONSTRAINT figure_not_negative CHECK ((((output IS NULL) OR (output >= (0)::numeric)) AND ((revenue IS NULL) OR (revenue >= 0)))),
    CONSTRAINT products_yearfigure_year_check CHECK ((year >= 0))
);


ALTER TABLE public.products_yearfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_yearfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.programme_cyclestep (
    id bigint NOT NULL,
    year smallint NOT NULL,
    step smallint NOT NULL,
    title character varying(150) NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT cycle_six_steps CHECK (((step >= 1) AND (step <= 6))),
    CONSTRAINT cycle_step_ends_after_it_began CHECK ((closes_on >= opens_on)),
    CONSTRAINT programme_cyclestep_step_check CHECK ((step >= 0)),
    CONSTRAINT programme_cyclestep_year_check CHECK ((year >= 0))
);


ALTER TABLE public.programme_cyclestep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.programme_cyclestep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE UNLOGGED TABLE public.records_batch (
    at timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.records_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.records_head (
    id smallint NOT NULL,
    number bigint NOT NULL,
    hash character varying(64) NOT NULL,
    CONSTRAINT head_is_one CHECK ((id = 1))
);


CREATE TABLE public.records_keptform (
    id bigint NOT NULL,
    key character varying(43) NOT NULL,
    "to" character varying(500) NOT NULL,
    fields jsonb NOT NULL,
    files jsonb NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    membership bigint
);


ALTER TABLE public.records_keptform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_keptform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.records_orderedpaper (
    id bigint NOT NULL,
    membership bigint,
    form character varying(4) NOT NULL,
    name character varying(160) NOT NULL,
    title character varying(500) NOT NULL,
    rows integer NOT NULL,
    description jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    failed_at timestamp with time zone,
    content bytea,
    user_id bigint NOT NULL,
    CONSTRAINT paper_made_has_content CHECK ((((content IS NULL) AND (made_at IS NULL)) OR ((content IS NOT NULL) AND (failed_at IS NULL) AND (made_at IS NOT NULL)))),
    CONSTRAINT records_orderedpaper_rows_check CHECK ((rows >= 0))
);


ALTER TABLE public.records_orderedpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_orderedpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.records_sentform (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    led_to character varying(300) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.records_sentform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_sentform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.records_storedfile (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    kind character varying(100) NOT NULL,
    extension character varying(10) NOT NULL,
    pages integer,
    width integer,
    height integer,
    original_name character varying(150) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    has_gps boolean NOT NULL,
    is_signed boolean NOT NULL,
    CONSTRAINT records_storedfile_height_check CHECK ((height >= 0)),
    CONSTRAINT records_storedfile_pages_check CHECK ((pages >= 0)),
    CONSTRAINT records_storedfile_size_check CHECK ((size >= 0)),
    CONSTRAINT records_storedfile_width_check CHECK ((width >= 0))
);


ALTER TABLE public.records_storedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_storedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE UNLOGGED TABLE public.records_waiting (
    id bigint CONSTRAINT records_entry_id_not_null NOT NULL,
    number bigint,
    at timestamp with time zone CONSTRAINT records_entry_at_not_null NOT NULL,
    who_name character varying(200) CONSTRAINT records_entry_who_name_not_null NOT NULL,
    for_whom character varying(300) CONSTRAINT records_entry_for_whom_not_null NOT NULL,
    for_whom_id bigint,
    act character varying(100) CONSTRAINT records_entry_act_not_null NOT NULL,
    subject_type character varying(100) CONSTRAINT records_entry_subject_type_not_null NOT NULL,
    subject_id character varying(100) CONSTRAINT records_entry_subject_id_not_null NOT NULL,
    subject_name character varying(300) CONSTRAINT records_entry_subject_name_not_null NOT NULL,
    changes jsonb CONSTRAINT records_entry_changes_not_null NOT NULL,
    note text CONSTRAINT records_entry_note_not_null NOT NULL,
    previous character varying(64),
    hash character varying(64),
    who_id bigint
);


ALTER TABLE public.records_waiting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_waiting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.register_import (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    counts jsonb NOT NULL,
    total integer NOT NULL,
    progress integer NOT NULL,
    is_demonstration boolean NOT NULL,
    started_at timestamp with time zone NOT NULL,
    previewed_at timestamp with time zone,
    applied_at timestamp with time zone,
    file_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    place_id bigint,
    started_by_id bigint NOT NULL,
    agreed jsonb NOT NULL,
    name character varying(150) NOT NULL,
    CONSTRAINT register_import_progress_check CHECK ((progress >= 0)),
    CONSTRAINT register_import_total_check CHECK ((total >= 0))
);


ALTER TABLE public.register_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.register_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.register_importrow (
    id bigint NOT NULL,
    number integer NOT NULL,
    raw jsonb NOT NULL,
    answer character varying(20) NOT NULL,
    details jsonb NOT NULL,
    changes jsonb NOT NULL,
    decision character varying(40) NOT NULL,
    importing_id bigint NOT NULL,
    producer_id bigint,
    product_id bigint,
    is_hidden boolean NOT NULL,
    piece smallint NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT register_importrow_number_check CHECK ((number >= 0)),
    CONSTRAINT register_importrow_piece_check CHECK ((piece >= 0))
);


ALTER TABLE public.register_importrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.register_importrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.register_importsheet (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    name character varying(100) NOT NULL,
    is_hidden boolean NOT NULL,
    is_chosen boolean NOT NULL,
    is_mapped boolean NOT NULL,
    last_row integer NOT NULL,
    beyond integer NOT NULL,
    merged jsonb NOT NULL,
    hidden_rows jsonb NOT NULL,
    parts jsonb NOT NULL,
    told jsonb NOT NULL,
    width smallint NOT NULL,
    labels jsonb NOT NULL,
    mapping jsonb NOT NULL,
    unread jsonb NOT NULL,
    fonts jsonb NOT NULL,
    is_converted boolean NOT NULL,
    importing_id bigint NOT NULL,
    CONSTRAINT register_importsheet_beyond_check CHECK ((beyond >= 0)),
    CONSTRAINT register_importsheet_last_row_check CHECK ((last_row >= 0)),
    CONSTRAINT register_importsheet_position_check CHECK (("position" >= 0)),
    CONSTRAINT register_importsheet_width_check CHECK ((width >= 0))
);


ALTER TABLE public.register_importsheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.register_importsheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.register_registercolumns (
    id bigint NOT NULL,
    labels jsonb NOT NULL,
    organisation_id bigint NOT NULL
);


ALTER TABLE public.register_registercolumns ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.register_registercolumns_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.register_registerword (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    words character varying(300) NOT NULL,
    set_number smallint,
    organisation_id bigint NOT NULL,
    place_id bigint,
    CONSTRAINT register_registerword_set_number_check CHECK ((set_number >= 0)),
    CONSTRAINT register_word_means_something CHECK (((((kind)::text = 'place'::text) AND (place_id IS NOT NULL) AND (set_number IS NULL)) OR (((kind)::text = 'set'::text) AND (place_id IS NULL) AND (set_number IS NOT NULL))))
);


ALTER TABLE public.register_registerword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.register_registerword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.register_rowoutcome (
    row_id bigint NOT NULL,
    product_id bigint
);


CREATE TABLE public.register_sheetcells (
    id bigint NOT NULL,
    first_row integer NOT NULL,
    packed bytea NOT NULL,
    sheet_id bigint NOT NULL,
    CONSTRAINT register_sheetcells_first_row_check CHECK ((first_row >= 0))
);


ALTER TABLE public.register_sheetcells ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.register_sheetcells_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.reports_reportfigure (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    countable character varying(60) NOT NULL,
    choices jsonb NOT NULL,
    value numeric(24,4) NOT NULL,
    unit character varying(40) NOT NULL,
    definition character varying(2000) NOT NULL,
    by_place jsonb NOT NULL,
    rows jsonb NOT NULL,
    report_id bigint NOT NULL
);


ALTER TABLE public.reports_reportfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_reportfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.reports_yearlyreport (
    id bigint NOT NULL,
    layout character varying(40) NOT NULL,
    year smallint NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    counted_to date NOT NULL,
    texts jsonb NOT NULL,
    state character varying(10) NOT NULL,
    number character varying(60) NOT NULL,
    signer character varying(150) NOT NULL,
    signer_position character varying(150) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    issued_on date,
    drafted_by_id bigint NOT NULL,
    instrument_id bigint,
    organisation_id bigint NOT NULL,
    pdf_id bigint,
    place_id bigint,
    sheet_id bigint,
    word_id bigint,
    description jsonb,
    CONSTRAINT report_ends_after_it_began CHECK ((last >= first)),
    CONSTRAINT report_has_all_files CHECK ((((pdf_id IS NULL) AND (sheet_id IS NULL) AND (word_id IS NULL)) OR ((pdf_id IS NOT NULL) AND (sheet_id IS NOT NULL) AND (word_id IS NOT NULL)))),
    CONSTRAINT report_issued_whole CHECK ((((description IS NULL) AND (instrument_id IS NULL) AND (pdf_id IS NULL) AND (sheet_id IS NULL) AND ((state)::text = 'draft'::text) AND (word_id IS NULL)) OR ((description IS NOT NULL) AND (instrument_id IS NOT NULL) AND (issued_on IS NOT NULL) AND ((state)::text = 'issued'::text)))),
    CONSTRAINT reports_yearlyreport_year_check CHECK ((year >= 0))
);


ALTER TABLE public.reports_yearlyreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_yearlyreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE UNLOGGED TABLE public.shared_cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);


CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);


ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);


ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.support_budgetline (
    id bigint NOT NULL,
    year smallint NOT NULL,
    source character varying(200) NOT NULL,
    amount numeric(16,0) NOT NULL,
    committed numeric(16,0) NOT NULL,
    paid numeric(16,0) NOT NULL,
    scheme_id bigint NOT NULL,
    CONSTRAINT budget_never_overspent CHECK (((committed >= (0)::numeric) AND (committed <= amount))),
    CONSTRAINT budget_paid_of_committed CHECK (((paid >= (0)::numeric) AND (paid <= committed))),
    CONSTRAINT support_budgetline_year_check CHECK ((year >= 0))
);


ALTER TABLE public.support_budgetline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.support_budgetline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.support_decision (
    id bigint NOT NULL,
    amount numeric(16,0) NOT NULL,
    paid numeric(16,0) NOT NULL,
    decided_on date NOT NULL,
    in_spite text NOT NULL,
    at timestamp with time zone NOT NULL,
    budget_id bigint NOT NULL,
    by_id bigint NOT NULL,
    instrument_id bigint NOT NULL,
    request_id bigint NOT NULL,
    terms_id bigint NOT NULL,
    CONSTRAINT decision_is_an_amount CHECK ((amount > (0)::numeric)),
    CONSTRAINT decision_never_overpaid CHECK (((paid >= (0)::numeric) AND (paid <= amount)))
);


ALTER TABLE public.support_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.support_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.support_effect (
    id bigint NOT NULL,
    text text NOT NULL,
    seen_on date NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    request_id bigint NOT NULL
);


ALTER TABLE public.support_effect ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.support_effect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.support_payment (
    id bigint NOT NULL,
    amount numeric(16,0) NOT NULL,
    paid_on date NOT NULL,
    voucher character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    CONSTRAINT payment_is_an_amount CHECK ((amount > (0)::numeric))
);


ALTER TABLE public.support_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.support_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.support_request (
    id bigint NOT NULL,
    thing character varying(200) NOT NULL,
    thing_key character varying(200) NOT NULL,
    reason text NOT NULL,
    cost numeric(16,0),
    asked numeric(16,0) NOT NULL,
    asked_on date NOT NULL,
    state character varying(10) NOT NULL,
    refused_reason text NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(500) NOT NULL,
    entered_by_id bigint NOT NULL,
    entered_for_id bigint NOT NULL,
    place_id bigint NOT NULL,
    producer_id bigint NOT NULL,
    product_id bigint,
    scheme_id bigint NOT NULL,
    CONSTRAINT request_asks_for_something CHECK ((asked > (0)::numeric)),
    CONSTRAINT request_refused_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT (refused_reason = ''::text))))
);


ALTER TABLE public.support_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.support_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.support_scheme (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(250) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    searchable character varying(400) NOT NULL,
    instrument_id bigint,
    made_by_id bigint NOT NULL,
    place_id bigint NOT NULL
);


ALTER TABLE public.support_scheme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.support_scheme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.support_terms (
    id bigint NOT NULL,
    valid daterange NOT NULL,
    conditions text NOT NULL,
    proof text NOT NULL,
    fixed numeric(16,0),
    share numeric(5,2),
    cap numeric(16,0),
    stars smallint,
    legal_form character varying(40) NOT NULL,
    first_time boolean NOT NULL,
    opens_on date NOT NULL,
    closes_on date,
    reason character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    instrument_id bigint,
    made_by_id bigint NOT NULL,
    scheme_id bigint NOT NULL,
    CONSTRAINT support_terms_stars_check CHECK ((stars >= 0)),
    CONSTRAINT terms_cap_is_an_amount CHECK (((cap IS NULL) OR (cap > (0)::numeric))),
    CONSTRAINT terms_close_after_they_opened CHECK (((closes_on IS NULL) OR (closes_on >= opens_on))),
    CONSTRAINT terms_corrected_say_why CHECK (((lower(valid) IS NULL) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT terms_give_one_way CHECK ((((fixed > (0)::numeric) AND (fixed IS NOT NULL) AND (share IS NULL)) OR ((fixed IS NULL) AND (share > (0)::numeric) AND (share IS NOT NULL) AND (share <= (100)::numeric)))),
    CONSTRAINT terms_have_days CHECK ((NOT isempty(valid))),
    CONSTRAINT terms_stars CHECK (((stars IS NULL) OR ((stars >= 1) AND (stars <= 5))))
);


ALTER TABLE public.support_terms ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.support_terms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.taggit_tag (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL
);


ALTER TABLE public.taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.taggit_taggeditem (
    id integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    tag_id integer NOT NULL
);


ALTER TABLE public.taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_taggeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.visits_daycount (
    id bigint NOT NULL,
    day date NOT NULL,
    site character varying(255) NOT NULL,
    section character varying(300) NOT NULL,
    views bigint NOT NULL,
    visits bigint NOT NULL,
    CONSTRAINT visits_daycount_views_check CHECK ((views >= 0)),
    CONSTRAINT visits_daycount_visits_check CHECK ((visits >= 0)),
    CONSTRAINT visits_no_more_than_views CHECK ((visits <= views))
);


ALTER TABLE public.visits_daycount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_daycount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.visits_spancount (
    id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    site character varying(255) NOT NULL,
    readers bigint NOT NULL,
    CONSTRAINT visits_spancount_readers_check CHECK ((readers >= 0))
);


ALTER TABLE public.visits_spancount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_spancount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailadmin_admin (
    id integer NOT NULL
);


ALTER TABLE public.wagtailadmin_admin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_admin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailadmin_editingsession (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL,
    is_editing boolean NOT NULL
);


ALTER TABLE public.wagtailadmin_editingsession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_editingsession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailadmin_formstate (
    id integer NOT NULL,
    data text NOT NULL,
    object_id character varying(255) NOT NULL,
    parent_object_id character varying(255) NOT NULL,
    last_updated_at timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailadmin_formstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailadmin_formstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_apitoken (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    key_hash character varying(64) NOT NULL,
    prefix character varying(16) NOT NULL,
    created timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_collection (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    name character varying(255) NOT NULL,
    CONSTRAINT wagtailcore_collection_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_collection_numchild_check CHECK ((numchild >= 0))
);


ALTER TABLE public.wagtailcore_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_collectionviewrestriction (
    id integer NOT NULL,
    restriction_type character varying(20) NOT NULL,
    password character varying(255) NOT NULL,
    collection_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_collectionviewrestriction_groups (
    id bigint NOT NULL,
    collectionviewrestriction_id integer CONSTRAINT wagtailcore_collectionviewr_collectionviewrestriction__not_null NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_collectionviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.wagtailcore_collectionviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_collectionviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_comment (
    id integer NOT NULL,
    text text NOT NULL,
    contentpath text NOT NULL,
    "position" text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    page_id integer NOT NULL,
    resolved_by_id bigint,
    revision_created_id integer,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_commentreply (
    id integer NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    comment_id integer NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_commentreply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_commentreply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_groupapprovaltask (
    task_ptr_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_groupapprovaltask_groups (
    id bigint NOT NULL,
    groupapprovaltask_id integer CONSTRAINT wagtailcore_groupapprovaltask_gro_groupapprovaltask_id_not_null NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_groupapprovaltask_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupapprovaltask_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_groupcollectionpermission (
    id integer NOT NULL,
    collection_id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_groupcollectionpermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupcollectionpermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_grouppagepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    page_id integer NOT NULL,
    permission_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_grouppagepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_grouppagepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_groupsitepermission (
    id integer NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    site_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_groupsitepermission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_groupsitepermission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_locale (
    id integer NOT NULL,
    language_code character varying(100) NOT NULL
);


ALTER TABLE public.wagtailcore_locale ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_locale_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_modellogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_modellogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    object_id character varying(255) NOT NULL,
    content_type_id integer,
    user_id bigint,
    uuid uuid,
    revision_id integer
);


ALTER TABLE public.wagtailcore_modellogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_modellogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_page (
    id integer NOT NULL,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    depth integer NOT NULL,
    numchild integer NOT NULL,
    title character varying(255) NOT NULL,
    slug character varying(255) NOT NULL,
    live boolean NOT NULL,
    has_unpublished_changes boolean NOT NULL,
    url_path text NOT NULL,
    seo_title character varying(255) NOT NULL,
    show_in_menus boolean NOT NULL,
    search_description text NOT NULL,
    go_live_at timestamp with time zone,
    expire_at timestamp with time zone,
    expired boolean NOT NULL,
    content_type_id integer NOT NULL,
    owner_id bigint,
    locked boolean NOT NULL,
    latest_revision_created_at timestamp with time zone,
    first_published_at timestamp with time zone,
    live_revision_id integer,
    last_published_at timestamp with time zone,
    draft_title character varying(255) NOT NULL,
    locked_at timestamp with time zone,
    locked_by_id bigint,
    translation_key uuid NOT NULL,
    locale_id integer NOT NULL,
    alias_of_id integer,
    latest_revision_id integer,
    CONSTRAINT wagtailcore_page_depth_check CHECK ((depth >= 0)),
    CONSTRAINT wagtailcore_page_numchild_check CHECK ((numchild >= 0))
);


ALTER TABLE public.wagtailcore_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_pagelogentry (
    id integer NOT NULL,
    label text NOT NULL,
    action character varying(255) NOT NULL,
    data jsonb CONSTRAINT wagtailcore_pagelogentry_data_json_not_null NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    content_changed boolean NOT NULL,
    deleted boolean NOT NULL,
    content_type_id integer,
    page_id integer NOT NULL,
    revision_id integer,
    user_id bigint,
    uuid uuid
);


ALTER TABLE public.wagtailcore_pagelogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagelogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_revision (
    id integer CONSTRAINT wagtailcore_pagerevision_id_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT wagtailcore_pagerevision_created_at_not_null NOT NULL,
    content jsonb CONSTRAINT wagtailcore_pagerevision_content_json_not_null NOT NULL,
    approved_go_live_at timestamp with time zone,
    object_id character varying(255) CONSTRAINT wagtailcore_pagerevision_page_id_not_null NOT NULL,
    user_id bigint,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL,
    object_str text NOT NULL
);


ALTER TABLE public.wagtailcore_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagerevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_pagesubscription (
    id integer NOT NULL,
    comment_notifications boolean NOT NULL,
    page_id integer NOT NULL,
    user_id bigint NOT NULL
);


ALTER TABLE public.wagtailcore_pagesubscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pagesubscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_pageviewrestriction (
    id integer NOT NULL,
    password character varying(255) NOT NULL,
    page_id integer NOT NULL,
    restriction_type character varying(20) NOT NULL
);


CREATE TABLE public.wagtailcore_pageviewrestriction_groups (
    id bigint NOT NULL,
    pageviewrestriction_id integer CONSTRAINT wagtailcore_pageviewrestriction_pageviewrestriction_id_not_null NOT NULL,
    group_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_pageviewrestriction_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE public.wagtailcore_pageviewrestriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_pageviewrestriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_referenceindex (
    id integer NOT NULL,
    object_id character varying(255) NOT NULL,
    to_object_id character varying(255) NOT NULL,
    model_path text NOT NULL,
    content_path text NOT NULL,
    content_path_hash uuid NOT NULL,
    base_content_type_id integer NOT NULL,
    content_type_id integer NOT NULL,
    to_content_type_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_referenceindex ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_referenceindex_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_site (
    id integer NOT NULL,
    hostname character varying(255) NOT NULL,
    port integer NOT NULL,
    is_default_site boolean NOT NULL,
    root_page_id integer NOT NULL,
    site_name character varying(255) NOT NULL
);


ALTER TABLE public.wagtailcore_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_task (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL,
    content_type_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_taskstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    content_type_id integer NOT NULL,
    revision_id integer CONSTRAINT wagtailcore_taskstate_page_revision_id_not_null NOT NULL,
    task_id integer NOT NULL,
    workflow_state_id integer NOT NULL,
    finished_by_id bigint,
    comment text NOT NULL
);


ALTER TABLE public.wagtailcore_taskstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_taskstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_uploadedfile (
    id integer NOT NULL,
    file character varying(200) NOT NULL,
    for_content_type_id integer,
    uploaded_by_user_id bigint
);


ALTER TABLE public.wagtailcore_uploadedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_uploadedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_workflow (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    active boolean NOT NULL
);


ALTER TABLE public.wagtailcore_workflow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_workflowcontenttype (
    content_type_id integer NOT NULL,
    workflow_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_workflowpage (
    page_id integer NOT NULL,
    workflow_id integer NOT NULL
);


CREATE TABLE public.wagtailcore_workflowstate (
    id integer NOT NULL,
    status character varying(50) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    current_task_state_id integer,
    object_id character varying(255) CONSTRAINT wagtailcore_workflowstate_page_id_not_null NOT NULL,
    requested_by_id bigint,
    workflow_id integer NOT NULL,
    content_type_id integer NOT NULL,
    base_content_type_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_workflowstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailcore_workflowtask (
    id integer NOT NULL,
    sort_order integer,
    task_id integer NOT NULL,
    workflow_id integer NOT NULL
);


ALTER TABLE public.wagtailcore_workflowtask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailcore_workflowtask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtaildocs_document (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    uploaded_by_user_id bigint,
    collection_id integer NOT NULL,
    file_size bigint,
    file_hash character varying(40) NOT NULL,
    CONSTRAINT wagtaildocs_document_file_size_check CHECK ((file_size >= 0))
);


ALTER TABLE public.wagtaildocs_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtaildocs_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailimages_image (
    id integer NOT NULL,
    title character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    focal_point_x integer,
    focal_point_y integer,
    focal_point_width integer,
    focal_point_height integer,
    uploaded_by_user_id bigint,
    file_size integer,
    collection_id integer NOT NULL,
    file_hash character varying(40) NOT NULL,
    description character varying(255) NOT NULL,
    CONSTRAINT wagtailimages_image_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_height_check CHECK ((focal_point_height >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_width_check CHECK ((focal_point_width >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_x_check CHECK ((focal_point_x >= 0)),
    CONSTRAINT wagtailimages_image_focal_point_y_check CHECK ((focal_point_y >= 0))
);


ALTER TABLE public.wagtailimages_image ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_image_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailimages_rendition (
    id integer NOT NULL,
    file character varying(100) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    focal_point_key character varying(16) NOT NULL,
    filter_spec character varying(255) NOT NULL,
    image_id integer NOT NULL
);


ALTER TABLE public.wagtailimages_rendition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailimages_rendition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailsearch_indexentry (
    id integer NOT NULL,
    object_id character varying(50) NOT NULL,
    title_norm double precision NOT NULL,
    content_type_id integer NOT NULL,
    autocomplete tsvector NOT NULL,
    title tsvector NOT NULL,
    body tsvector NOT NULL,
    title_text text NOT NULL,
    body_text text NOT NULL
);


ALTER TABLE public.wagtailsearch_indexentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailsearch_indexentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


CREATE TABLE public.wagtailusers_userprofile (
    id integer NOT NULL,
    submitted_notifications boolean NOT NULL,
    approved_notifications boolean NOT NULL,
    rejected_notifications boolean NOT NULL,
    user_id bigint NOT NULL,
    preferred_language character varying(10) NOT NULL,
    current_time_zone character varying(40) NOT NULL,
    avatar character varying(100) NOT NULL,
    updated_comments_notifications boolean CONSTRAINT wagtailusers_userprofile_updated_comments_notification_not_null NOT NULL,
    dismissibles jsonb NOT NULL,
    theme character varying(40) NOT NULL,
    density character varying(40) NOT NULL,
    contrast character varying(40) NOT NULL,
    keyboard_shortcuts boolean NOT NULL
);


ALTER TABLE public.wagtailusers_userprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wagtailusers_userprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


COPY public.auth_permission (id, name, content_type_id, codename) FROM stdin;
1	Can add image	2	add_image
2	Can change image	2	change_image
3	Can delete image	2	delete_image
4	Can access Wagtail admin	3	access_admin
5	Can choose image	2	choose_image
6	Can add document	4	add_document
7	Can change document	4	change_document
8	Can delete document	4	delete_document
9	Can choose document	4	choose_document
10	Can add locale	6	add_locale
11	Can change locale	6	change_locale
12	Can delete locale	6	delete_locale
13	Can view locale	6	view_locale
14	Can add site	7	add_site
15	Can change site	7	change_site
16	Can delete site	7	delete_site
17	Can view site	7	view_site
18	Can add group site permission	8	add_groupsitepermission
19	Can change group site permission	8	change_groupsitepermission
20	Can delete group site permission	8	delete_groupsitepermission
21	Can view group site permission	8	view_groupsitepermission
22	Can add API token	9	add_apitoken
23	Can change API token	9	change_apitoken
24	Can delete API token	9	delete_apitoken
25	Can view API token	9	view_apitoken
26	Can add model log entry	10	add_modellogentry
27	Can change model log entry	10	change_modellogentry
28	Can delete model log entry	10	delete_modellogentry
29	Can view model log entry	10	view_modellogentry
30	Can add revision	11	add_revision
31	Can change revision	11	change_revision
32	Can delete revision	11	delete_revision
33	Can view revision	11	view_revision
34	Can add collection view restriction	12	add_collectionviewrestriction
35	Can change collection view restriction	12	change_collectionviewrestriction
36	Can delete collection view restriction	12	delete_collectionviewrestriction
37	Can view collection view restriction	12	view_collectionviewrestriction
38	Can add collection	13	add_collection
39	Can change collection	13	change_collection
40	Can delete collection	13	delete_collection
41	Can view collection	13	view_collection
42	Can add group collection permission	14	add_groupcollectionpermission
43	Can change group collection permission	14	change_groupcollectionpermission
44	Can delete group collection permission	14	delete_groupcollectionpermission
45	Can view group collection permission	14	view_groupcollectionpermission
46	Can add uploaded file	15	add_uploadedfile
47	Can change uploaded file	15	change_uploadedfile
48	Can delete uploaded file	15	delete_uploadedfile
49	Can view uploaded file	15	view_uploadedfile
50	Can add workflow content type	16	add_workflowcontenttype
51	Can change workflow content type	16	change_workflowcontenttype
52	Can delete workflow content type	16	delete_workflowcontenttype
53	Can view workflow content type	16	view_workflowcontenttype
54	Can add Workflow state	17	add_workflowstate
55	Can change Workflow state	17	change_workflowstate
56	Can delete Workflow state	17	delete_workflowstate
57	Can view Workflow state	17	view_workflowstate
58	Can add workflow	18	add_workflow
59	Can change workflow	18	change_workflow
60	Can delete workflow	18	delete_workflow
61	Can view workflow	18	view_workflow
62	Can add workflow task order	19	add_workflowtask
63	Can change workflow task order	19	change_workflowtask
64	Can delete workflow task order	19	delete_workflowtask
65	Can view workflow task order	19	view_workflowtask
66	Can add task	20	add_task
67	Can change task	20	change_task
68	Can delete task	20	delete_task
69	Can view task	20	view_task
70	Can add Group approval task	5	add_groupapprovaltask
71	Can change Group approval task	5	change_groupapprovaltask
72	Can delete Group approval task	5	delete_groupapprovaltask
73	Can view Group approval task	5	view_groupapprovaltask
74	Can add Task state	21	add_taskstate
75	Can change Task state	21	change_taskstate
76	Can delete Task state	21	delete_taskstate
77	Can view Task state	21	view_taskstate
78	Can add page	1	add_page
79	Can change page	1	change_page
80	Can delete page	1	delete_page
81	Can view page	1	view_page
82	Delete pages with children	1	bulk_delete_page
83	Lock/unlock pages you've locked	1	lock_page
84	Publish any page	1	publish_page
85	Unlock any page	1	unlock_page
86	Can add group page permission	22	add_grouppagepermission
87	Can change group page permission	22	change_grouppagepermission
88	Can delete group page permission	22	delete_grouppagepermission
89	Can view group page permission	22	view_grouppagepermission
90	Can add page view restriction	23	add_pageviewrestriction
91	Can change page view restriction	23	change_pageviewrestriction
92	Can delete page view restriction	23	delete_pageviewrestriction
93	Can view page view restriction	23	view_pageviewrestriction
94	Can add workflow page	24	add_workflowpage
95	Can change workflow page	24	change_workflowpage
96	Can delete workflow page	24	delete_workflowpage
97	Can view workflow page	24	view_workflowpage
98	Can add page log entry	25	add_pagelogentry
99	Can change page log entry	25	change_pagelogentry
100	Can delete page log entry	25	delete_pagelogentry
101	Can view page log entry	25	view_pagelogentry
102	Can add comment	26	add_comment
103	Can change comment	26	change_comment
104	Can delete comment	26	delete_comment
105	Can view comment	26	view_comment
106	Can add comment reply	27	add_commentreply
107	Can change comment reply	27	change_commentreply
108	Can delete comment reply	27	delete_commentreply
109	Can view comment reply	27	view_commentreply
110	Can add page subscription	28	add_pagesubscription
111	Can change page subscription	28	change_pagesubscription
112	Can delete page subscription	28	delete_pagesubscription
113	Can view page subscription	28	view_pagesubscription
114	Can add reference index	29	add_referenceindex
115	Can change reference index	29	change_referenceindex
116	Can delete reference index	29	delete_referenceindex
117	Can view reference index	29	view_referenceindex
118	Can add permission	33	add_permission
119	Can change permission	33	change_permission
120	Can delete permission	33	delete_permission
121	Can view permission	33	view_permission
122	Can add group	34	add_group
123	Can change group	34	change_group
124	Can delete group	34	delete_group
125	Can view group	34	view_group
126	Can add content type	35	add_contenttype
127	Can change content type	35	change_contenttype
128	Can delete content type	35	delete_contenttype
129	Can view content type	35	view_contenttype
130	Can add session	36	add_session
131	Can change session	36	change_session
132	Can delete session	36	delete_session
133	Can view session	36	view_session
134	Can add procrastinate event	37	add_procrastinateevent
135	Can change procrastinate event	37	change_procrastinateevent
136	Can delete procrastinate event	37	delete_procrastinateevent
137	Can view procrastinate event	37	view_procrastinateevent
138	Can add procrastinate job	38	add_procrastinatejob
139	Can change procrastinate job	38	change_procrastinatejob
140	Can delete procrastinate job	38	delete_procrastinatejob
141	Can view procrastinate job	38	view_procrastinatejob
142	Can add procrastinate periodic defer	39	add_procrastinateperiodicdefer
143	Can change procrastinate periodic defer	39	change_procrastinateperiodicdefer
144	Can delete procrastinate periodic defer	39	delete_procrastinateperiodicdefer
145	Can view procrastinate periodic defer	39	view_procrastinateperiodicdefer
146	Can add procrastinate worker	40	add_procrastinateworker
147	Can change procrastinate worker	40	change_procrastinateworker
148	Can delete procrastinate worker	40	delete_procrastinateworker
149	Can view procrastinate worker	40	view_procrastinateworker
150	Can add cuối nhật ký	41	add_head
151	Can change cuối nhật ký	41	change_head
152	Can delete cuối nhật ký	41	delete_head
153	Can view cuối nhật ký	41	view_head
154	Can add tệp đã lưu	42	add_storedfile
155	Can change tệp đã lưu	42	change_storedfile
156	Can delete tệp đã lưu	42	delete_storedfile
157	Can view tệp đã lưu	42	view_storedfile
158	Can add dòng nhật ký	43	add_entry
159	Can change dòng nhật ký	43	change_entry
160	Can delete dòng nhật ký	43	delete_entry
161	Can view dòng nhật ký	43	view_entry
162	Can add biểu mẫu đã gửi	44	add_sentform
163	Can change biểu mẫu đã gửi	44	change_sentform
164	Can delete biểu mẫu đã gửi	44	delete_sentform
165	Can view biểu mẫu đã gửi	44	view_sentform
166	Can add biểu mẫu chưa gửi được	45	add_keptform
167	Can change biểu mẫu chưa gửi được	45	change_keptform
168	Can delete biểu mẫu chưa gửi được	45	delete_keptform
169	Can view biểu mẫu chưa gửi được	45	view_keptform
170	Can add văn bản dài	46	add_orderedpaper
171	Can change văn bản dài	46	change_orderedpaper
172	Can delete văn bản dài	46	delete_orderedpaper
173	Can view văn bản dài	46	view_orderedpaper
174	Can add mục tra cứu	47	add_indexentry
175	Can change mục tra cứu	47	change_indexentry
176	Can delete mục tra cứu	47	delete_indexentry
177	Can view mục tra cứu	47	view_indexentry
178	Can add tình trạng mục tra cứu	48	add_indexstate
179	Can change tình trạng mục tra cứu	48	change_indexstate
180	Can delete tình trạng mục tra cứu	48	delete_indexstate
181	Can view tình trạng mục tra cứu	48	view_indexstate
182	Can add chữ đã biết	49	add_knownword
183	Can change chữ đã biết	49	change_knownword
184	Can delete chữ đã biết	49	delete_knownword
185	Can view chữ đã biết	49	view_knownword
186	Can add số lượt của một ngày	50	add_daycount
187	Can change số lượt của một ngày	50	change_daycount
188	Can delete số lượt của một ngày	50	delete_daycount
189	Can view số lượt của một ngày	50	view_daycount
190	Can add số người đọc của một khoảng	51	add_spancount
191	Can change số người đọc của một khoảng	51	change_spancount
192	Can delete số người đọc của một khoảng	51	delete_spancount
193	Can view số người đọc của một khoảng	51	view_spancount
194	Can add bản dữ liệu địa bàn	52	add_edition
195	Can change bản dữ liệu địa bàn	52	change_edition
196	Can delete bản dữ liệu địa bàn	52	delete_edition
197	Can view bản dữ liệu địa bàn	52	view_edition
198	Can add địa bàn	53	add_place
199	Can change địa bàn	53	change_place
200	Can delete địa bàn	53	delete_place
201	Can view địa bàn	53	view_place
202	Can add kế thừa	54	add_succession
203	Can change kế thừa	54	change_succession
204	Can delete kế thừa	54	delete_succession
205	Can view kế thừa	54	view_succession
206	Can add ranh giới địa bàn	55	add_boundary
207	Can change ranh giới địa bàn	55	change_boundary
208	Can delete ranh giới địa bàn	55	delete_boundary
209	Can view ranh giới địa bàn	55	view_boundary
210	Can add người dùng	56	add_user
211	Can change người dùng	56	change_user
212	Can delete người dùng	56	delete_user
213	Can view người dùng	56	view_user
214	Can add tư cách	57	add_membership
215	Can change tư cách	57	change_membership
216	Can delete tư cách	57	delete_membership
217	Can view tư cách	57	view_membership
218	Can add khóa API	58	add_apikey
219	Can change khóa API	58	change_apikey
220	Can delete khóa API	58	delete_apikey
221	Can view khóa API	58	view_apikey
222	Can add thông báo	59	add_notice
223	Can change thông báo	59	change_notice
224	Can delete thông báo	59	delete_notice
225	Can view thông báo	59	view_notice
226	Can add tổ chức	60	add_organisation
227	Can change tổ chức	60	change_organisation
228	Can delete tổ chức	60	delete_organisation
229	Can view tổ chức	60	view_organisation
230	Can add thư	61	add_letter
231	Can change thư	61	change_letter
232	Can delete thư	61	delete_letter
233	Can view thư	61	view_letter
234	Can add lời mời	62	add_invitation
235	Can change lời mời	62	change_invitation
236	Can delete lời mời	62	delete_invitation
237	Can view lời mời	62	view_invitation
238	Can add thư đăng nhập chờ gửi	63	add_waitingmail
239	Can change thư đăng nhập chờ gửi	63	change_waitingmail
240	Can delete thư đăng nhập chờ gửi	63	delete_waitingmail
241	Can view thư đăng nhập chờ gửi	63	view_waitingmail
242	Can add lịch riêng	64	add_personalfeed
243	Can change lịch riêng	64	change_personalfeed
244	Can delete lịch riêng	64	delete_personalfeed
245	Can view lịch riêng	64	view_personalfeed
246	Can add người theo dõi	65	add_follower
247	Can change người theo dõi	65	change_follower
248	Can delete người theo dõi	65	delete_follower
249	Can view người theo dõi	65	view_follower
250	Can add điều mới	66	add_notedhappening
251	Can change điều mới	66	change_notedhappening
252	Can delete điều mới	66	delete_notedhappening
253	Can view điều mới	66	view_notedhappening
254	Can add tình trạng ghi điều mới	67	add_notingstate
255	Can change tình trạng ghi điều mới	67	change_notingstate
256	Can delete tình trạng ghi điều mới	67	delete_notingstate
257	Can view tình trạng ghi điều mới	67	view_notingstate
258	Can add webhook	68	add_webhook
259	Can change webhook	68	change_webhook
260	Can delete webhook	68	delete_webhook
261	Can view webhook	68	view_webhook
262	Can add lượt gọi webhook	69	add_delivery
263	Can change lượt gọi webhook	69	change_delivery
264	Can delete lượt gọi webhook	69	delete_delivery
265	Can view lượt gọi webhook	69	view_delivery
266	Can add điều theo dõi	70	add_following
267	Can change điều theo dõi	70	change_following
268	Can delete điều theo dõi	70	delete_following
269	Can view điều theo dõi	70	view_following
270	Can add lượt báo tin	71	add_telling
271	Can change lượt báo tin	71	change_telling
272	Can delete lượt báo tin	71	delete_telling
273	Can view lượt báo tin	71	view_telling
274	Can add cuộc thăm dò	72	add_poll
275	Can change cuộc thăm dò	72	change_poll
276	Can delete cuộc thăm dò	72	delete_poll
277	Can view cuộc thăm dò	72	view_poll
278	Can add phương án	73	add_option
279	Can change phương án	73	change_option
280	Can delete phương án	73	delete_option
281	Can view phương án	73	view_option
282	Can add mục ý kiến	74	add_thread
283	Can change mục ý kiến	74	change_thread
284	Can delete mục ý kiến	74	delete_thread
285	Can view mục ý kiến	74	view_thread
286	Can add ý kiến	75	add_comment
287	Can change ý kiến	75	change_comment
288	Can delete ý kiến	75	delete_comment
289	Can view ý kiến	75	view_comment
290	Can add đề nghị gỡ ý kiến	76	add_removalrequest
291	Can change đề nghị gỡ ý kiến	76	change_removalrequest
292	Can delete đề nghị gỡ ý kiến	76	delete_removalrequest
293	Can view đề nghị gỡ ý kiến	76	view_removalrequest
294	Can add trả lời ý kiến	77	add_reply
295	Can change trả lời ý kiến	77	change_reply
296	Can delete trả lời ý kiến	77	delete_reply
297	Can view trả lời ý kiến	77	view_reply
298	Can add lần xóa	78	add_erasure
299	Can change lần xóa	78	change_erasure
300	Can delete lần xóa	78	delete_erasure
301	Can view lần xóa	78	view_erasure
302	Can add thời hạn	79	add_clock
303	Can change thời hạn	79	change_clock
304	Can delete thời hạn	79	delete_clock
305	Can view thời hạn	79	view_clock
306	Can add sự việc của thời hạn	80	add_clockevent
307	Can change sự việc của thời hạn	80	change_clockevent
308	Can delete sự việc của thời hạn	80	delete_clockevent
309	Can view sự việc của thời hạn	80	view_clockevent
310	Can add bên chờ thời hạn	81	add_clockparty
311	Can change bên chờ thời hạn	81	change_clockparty
312	Can delete bên chờ thời hạn	81	delete_clockparty
313	Can view bên chờ thời hạn	81	view_clockparty
314	Can add ngày nghỉ điều chỉnh	82	add_correction
315	Can change ngày nghỉ điều chỉnh	82	change_correction
316	Can delete ngày nghỉ điều chỉnh	82	delete_correction
317	Can view ngày nghỉ điều chỉnh	82	view_correction
318	Can add công bố ngày nghỉ của năm	83	add_announcement
319	Can change công bố ngày nghỉ của năm	83	change_announcement
320	Can delete công bố ngày nghỉ của năm	83	delete_announcement
321	Can view công bố ngày nghỉ của năm	83	view_announcement
322	Can add lần xóa của phản ánh	84	add_erasure
323	Can change lần xóa của phản ánh	84	change_erasure
324	Can delete lần xóa của phản ánh	84	delete_erasure
325	Can view lần xóa của phản ánh	84	view_erasure
326	Can add câu trả lời	85	add_answer
327	Can change câu trả lời	85	change_answer
328	Can delete câu trả lời	85	delete_answer
329	Can view câu trả lời	85	view_answer
330	Can add tệp kèm câu trả lời	86	add_answerfile
331	Can change tệp kèm câu trả lời	86	change_answerfile
332	Can delete tệp kèm câu trả lời	86	delete_answerfile
333	Can view tệp kèm câu trả lời	86	view_answerfile
334	Can add phản ánh, kiến nghị	87	add_concern
335	Can change phản ánh, kiến nghị	87	change_concern
336	Can delete phản ánh, kiến nghị	87	delete_concern
337	Can view phản ánh, kiến nghị	87	view_concern
338	Can add người được giao xử lý tố cáo	88	add_confidant
339	Can change người được giao xử lý tố cáo	88	change_confidant
340	Can delete người được giao xử lý tố cáo	88	delete_confidant
341	Can view người được giao xử lý tố cáo	88	view_confidant
342	Can add cơ quan xử lý	89	add_handling
343	Can change cơ quan xử lý	89	change_handling
344	Can delete cơ quan xử lý	89	delete_handling
345	Can view cơ quan xử lý	89	view_handling
346	Can add hội nghị, buổi tiếp dân	90	add_meeting
347	Can change hội nghị, buổi tiếp dân	90	change_meeting
348	Can delete hội nghị, buổi tiếp dân	90	delete_meeting
349	Can view hội nghị, buổi tiếp dân	90	view_meeting
350	Can add thời hạn của cơ quan	91	add_officelimit
351	Can change thời hạn của cơ quan	91	change_officelimit
352	Can delete thời hạn của cơ quan	91	delete_officelimit
353	Can view thời hạn của cơ quan	91	view_officelimit
354	Can add ý kiến phối hợp	92	add_opinion
355	Can change ý kiến phối hợp	92	change_opinion
356	Can delete ý kiến phối hợp	92	delete_opinion
357	Can view ý kiến phối hợp	92	view_opinion
358	Can add việc đã trả lời công khai	93	add_publication
359	Can change việc đã trả lời công khai	93	change_publication
360	Can delete việc đã trả lời công khai	93	delete_publication
361	Can view việc đã trả lời công khai	93	view_publication
362	Can add câu hỏi cho người gửi	94	add_question
363	Can change câu hỏi cho người gửi	94	change_question
364	Can delete câu hỏi cho người gửi	94	delete_question
365	Can view câu hỏi cho người gửi	94	view_question
366	Can add lần đọc danh tính	95	add_reading
367	Can change lần đọc danh tính	95	change_reading
368	Can delete lần đọc danh tính	95	delete_reading
369	Can view lần đọc danh tính	95	view_reading
370	Can add lần nhắc hạn	96	add_reminder
371	Can change lần nhắc hạn	96	change_reminder
372	Can delete lần nhắc hạn	96	delete_reminder
373	Can view lần nhắc hạn	96	view_reminder
374	Can add phân công tiếp nhận	97	add_route
375	Can change phân công tiếp nhận	97	change_route
376	Can delete phân công tiếp nhận	97	delete_route
377	Can view phân công tiếp nhận	97	view_route
378	Can add người gửi phản ánh	98	add_sender
379	Can change người gửi phản ánh	98	change_sender
380	Can delete người gửi phản ánh	98	delete_sender
381	Can view người gửi phản ánh	98	view_sender
382	Can add mẫu trả lời	99	add_template
383	Can change mẫu trả lời	99	change_template
384	Can delete mẫu trả lời	99	delete_template
385	Can view mẫu trả lời	99	view_template
386	Can add bước của phản ánh	100	add_turn
387	Can change bước của phản ánh	100	change_turn
388	Can delete bước của phản ánh	100	delete_turn
389	Can view bước của phản ánh	100	view_turn
390	Can add tệp kèm phản ánh	101	add_attachment
391	Can change tệp kèm phản ánh	101	change_attachment
392	Can delete tệp kèm phản ánh	101	delete_attachment
393	Can view tệp kèm phản ánh	101	view_attachment
394	Can add nơi nhận Open311	102	add_endpoint
395	Can change nơi nhận Open311	102	change_endpoint
396	Can delete nơi nhận Open311	102	delete_endpoint
397	Can view nơi nhận Open311	102	view_endpoint
398	Can add lần gửi qua Open311	103	add_forwarding
399	Can change lần gửi qua Open311	103	change_forwarding
400	Can delete lần gửi qua Open311	103	delete_forwarding
401	Can view lần gửi qua Open311	103	view_forwarding
402	Can add lần gửi qua ứng dụng	104	add_appsending
403	Can change lần gửi qua ứng dụng	104	change_appsending
404	Can delete lần gửi qua ứng dụng	104	delete_appsending
405	Can view lần gửi qua ứng dụng	104	view_appsending
406	Can add việc được đếm	105	add_countedconcern
407	Can change việc được đếm	105	change_countedconcern
408	Can delete việc được đếm	105	delete_countedconcern
409	Can view việc được đếm	105	view_countedconcern
410	Can add văn bản	106	add_instrument
411	Can change văn bản	106	change_instrument
412	Can delete văn bản	106	delete_instrument
413	Can view văn bản	106	view_instrument
414	Can add lần đăng văn bản	107	add_publication
415	Can change lần đăng văn bản	107	change_publication
416	Can delete lần đăng văn bản	107	delete_publication
417	Can view lần đăng văn bản	107	view_publication
418	Can add quan hệ giữa hai văn bản	108	add_relation
419	Can change quan hệ giữa hai văn bản	108	change_relation
420	Can delete quan hệ giữa hai văn bản	108	delete_relation
421	Can view quan hệ giữa hai văn bản	108	view_relation
422	Can add giải trình ý kiến	109	add_answer
423	Can change giải trình ý kiến	109	change_answer
424	Can delete giải trình ý kiến	109	delete_answer
425	Can view giải trình ý kiến	109	view_answer
426	Can add dự thảo lấy ý kiến	110	add_draft
427	Can change dự thảo lấy ý kiến	110	change_draft
428	Can delete dự thảo lấy ý kiến	110	delete_draft
429	Can view dự thảo lấy ý kiến	110	view_draft
430	Can add đợt thu thập số liệu	111	add_collection
431	Can change đợt thu thập số liệu	111	change_collection
432	Can delete đợt thu thập số liệu	111	delete_collection
433	Can view đợt thu thập số liệu	111	view_collection
434	Can add cho sửa sau khi khóa	112	add_grace
435	Can change cho sửa sau khi khóa	112	change_grace
436	Can delete cho sửa sau khi khóa	112	delete_grace
437	Can view cho sửa sau khi khóa	112	view_grace
438	Can add chỉ tiêu	113	add_indicator
439	Can change chỉ tiêu	113	change_indicator
440	Can delete chỉ tiêu	113	delete_indicator
441	Can view chỉ tiêu	113	view_indicator
442	Can add định nghĩa chỉ tiêu	114	add_definition
443	Can change định nghĩa chỉ tiêu	114	change_definition
444	Can delete định nghĩa chỉ tiêu	114	delete_definition
445	Can view định nghĩa chỉ tiêu	114	view_definition
446	Can add chỉ tiêu được hỏi	115	add_asked
447	Can change chỉ tiêu được hỏi	115	change_asked
448	Can delete chỉ tiêu được hỏi	115	delete_asked
449	Can view chỉ tiêu được hỏi	115	view_asked
450	Can add báo cáo số liệu	116	add_valuereport
451	Can change báo cáo số liệu	116	change_valuereport
452	Can delete báo cáo số liệu	116	delete_valuereport
453	Can view báo cáo số liệu	116	view_valuereport
454	Can add lần ghi số liệu	117	add_figure
455	Can change lần ghi số liệu	117	change_figure
456	Can delete lần ghi số liệu	117	delete_figure
457	Can view lần ghi số liệu	117	view_figure
458	Can add lần duyệt báo cáo	118	add_approval
459	Can change lần duyệt báo cáo	118	change_approval
460	Can delete lần duyệt báo cáo	118	delete_approval
461	Can view lần duyệt báo cáo	118	view_approval
462	Can add tệp số liệu nhập vào	119	add_stagedform
463	Can change tệp số liệu nhập vào	119	change_stagedform
464	Can delete tệp số liệu nhập vào	119	delete_stagedform
465	Can view tệp số liệu nhập vào	119	view_stagedform
466	Can add số liệu cộng theo tỉnh	120	add_total
467	Can change số liệu cộng theo tỉnh	120	change_total
468	Can delete số liệu cộng theo tỉnh	120	delete_total
469	Can view số liệu cộng theo tỉnh	120	view_total
470	Can add số liệu	121	add_value
471	Can change số liệu	121	change_value
472	Can delete số liệu	121	delete_value
473	Can view số liệu	121	view_value
474	Can add văn bản đã chốt	122	add_keptpaper
475	Can change văn bản đã chốt	122	change_keptpaper
476	Can delete văn bản đã chốt	122	delete_keptpaper
477	Can view văn bản đã chốt	122	view_keptpaper
478	Can add số liệu đã chốt	123	add_keptfigure
479	Can change số liệu đã chốt	123	change_keptfigure
480	Can delete số liệu đã chốt	123	delete_keptfigure
481	Can view số liệu đã chốt	123	view_keptfigure
482	Can add ý tưởng	124	add_idea
483	Can change ý tưởng	124	change_idea
484	Can delete ý tưởng	124	delete_idea
485	Can view ý tưởng	124	view_idea
486	Can add phương án sản xuất kinh doanh	125	add_businessplan
487	Can change phương án sản xuất kinh doanh	125	change_businessplan
488	Can delete phương án sản xuất kinh doanh	125	delete_businessplan
489	Can view phương án sản xuất kinh doanh	125	view_businessplan
490	Can add quyền của người trong chủ thể	126	add_personrights
491	Can change quyền của người trong chủ thể	126	change_personrights
492	Can delete quyền của người trong chủ thể	126	delete_personrights
493	Can view quyền của người trong chủ thể	126	view_personrights
494	Can add chủ thể	127	add_producer
495	Can change chủ thể	127	change_producer
496	Can delete chủ thể	127	delete_producer
497	Can view chủ thể	127	view_producer
498	Can add dữ liệu riêng của người đại diện	128	add_producerperson
499	Can change dữ liệu riêng của người đại diện	128	change_producerperson
500	Can delete dữ liệu riêng của người đại diện	128	delete_producerperson
501	Can view dữ liệu riêng của người đại diện	128	view_producerperson
502	Can add sản phẩm	129	add_product
503	Can change sản phẩm	129	change_product
504	Can delete sản phẩm	129	delete_product
505	Can view sản phẩm	129	view_product
506	Can add ảnh sản phẩm	130	add_productpicture
507	Can change ảnh sản phẩm	130	change_productpicture
508	Can delete ảnh sản phẩm	130	delete_productpicture
509	Can view ảnh sản phẩm	130	view_productpicture
510	Can add quy cách	131	add_productvariant
511	Can change quy cách	131	change_productvariant
512	Can delete quy cách	131	delete_productvariant
513	Can view quy cách	131	view_productvariant
514	Can add nơi bán	132	add_salesplace
515	Can change nơi bán	132	change_salesplace
516	Can delete nơi bán	132	delete_salesplace
517	Can view nơi bán	132	view_salesplace
518	Can add số liệu năm	133	add_yearfigure
519	Can change số liệu năm	133	change_yearfigure
520	Can delete số liệu năm	133	delete_yearfigure
521	Can view số liệu năm	133	view_yearfigure
522	Can add đồng ý công khai liên hệ	134	add_contactconsent
523	Can change đồng ý công khai liên hệ	134	change_contactconsent
524	Can delete đồng ý công khai liên hệ	134	delete_contactconsent
525	Can view đồng ý công khai liên hệ	134	view_contactconsent
526	Can add số đếm theo ngày hết hạn	135	add_daytally
527	Can change số đếm theo ngày hết hạn	135	change_daytally
528	Can delete số đếm theo ngày hết hạn	135	delete_daytally
529	Can view số đếm theo ngày hết hạn	135	view_daytally
530	Can add số đếm	136	add_tally
531	Can change số đếm	136	change_tally
532	Can delete số đếm	136	delete_tally
533	Can view số đếm	136	view_tally
534	Can add lần công nhận	137	add_recognition
535	Can change lần công nhận	137	change_recognition
536	Can delete lần công nhận	137	delete_recognition
537	Can view lần công nhận	137	view_recognition
538	Can add danh mục in sẵn	138	add_printedcatalogue
539	Can change danh mục in sẵn	138	change_printedcatalogue
540	Can delete danh mục in sẵn	138	delete_printedcatalogue
541	Can view danh mục in sẵn	138	view_printedcatalogue
542	Can add số đếm theo quyết định	139	add_decisiontally
543	Can change số đếm theo quyết định	139	change_decisiontally
544	Can delete số đếm theo quyết định	139	delete_decisiontally
545	Can view số đếm theo quyết định	139	view_decisiontally
546	Can add sự kiện	140	add_event
547	Can change sự kiện	140	change_event
548	Can delete sự kiện	140	delete_event
549	Can view sự kiện	140	view_event
550	Can add khoản chi	141	add_costline
551	Can change khoản chi	141	change_costline
552	Can delete khoản chi	141	delete_costline
553	Can view khoản chi	141	view_costline
554	Can add đơn vị phối hợp	142	add_cohost
555	Can change đơn vị phối hợp	142	change_cohost
556	Can delete đơn vị phối hợp	142	delete_cohost
557	Can view đơn vị phối hợp	142	view_cohost
558	Can add mục chương trình	143	add_agendaitem
559	Can change mục chương trình	143	change_agendaitem
560	Can delete mục chương trình	143	delete_agendaitem
561	Can view mục chương trình	143	view_agendaitem
562	Can add khách mời	144	add_guest
563	Can change khách mời	144	change_guest
564	Can delete khách mời	144	delete_guest
565	Can view khách mời	144	view_guest
566	Can add giấy chứng nhận tham dự	145	add_attendancepaper
567	Can change giấy chứng nhận tham dự	145	change_attendancepaper
568	Can delete giấy chứng nhận tham dự	145	delete_attendancepaper
569	Can view giấy chứng nhận tham dự	145	view_attendancepaper
570	Can add lượt có mặt	146	add_attendance
571	Can change lượt có mặt	146	change_attendance
572	Can delete lượt có mặt	146	delete_attendance
573	Can view lượt có mặt	146	view_attendance
574	Can add thành phần mời	147	add_guestrule
575	Can change thành phần mời	147	change_guestrule
576	Can delete thành phần mời	147	delete_guestrule
577	Can view thành phần mời	147	view_guestrule
578	Can add tài liệu sự kiện	148	add_handout
579	Can change tài liệu sự kiện	148	change_handout
580	Can delete tài liệu sự kiện	148	delete_handout
581	Can view tài liệu sự kiện	148	view_handout
582	Can add nguyện vọng tham gia	149	add_interest
583	Can change nguyện vọng tham gia	149	change_interest
584	Can delete nguyện vọng tham gia	149	delete_interest
585	Can view nguyện vọng tham gia	149	view_interest
586	Can add câu hỏi ở sự kiện	150	add_question
587	Can change câu hỏi ở sự kiện	150	change_question
588	Can delete câu hỏi ở sự kiện	150	delete_question
589	Can view câu hỏi ở sự kiện	150	view_question
590	Can add báo cáo viên	151	add_speaker
591	Can change báo cáo viên	151	change_speaker
592	Can delete báo cáo viên	151	delete_speaker
593	Can view báo cáo viên	151	view_speaker
594	Can add chuyên đề	152	add_topic
595	Can change chuyên đề	152	change_topic
596	Can delete chuyên đề	152	delete_topic
597	Can view chuyên đề	152	view_topic
598	Can add nguồn kinh phí	153	add_budgetline
599	Can change nguồn kinh phí	153	change_budgetline
600	Can delete nguồn kinh phí	153	delete_budgetline
601	Can view nguồn kinh phí	153	view_budgetline
602	Can add đề nghị hỗ trợ	154	add_request
603	Can change đề nghị hỗ trợ	154	change_request
604	Can delete đề nghị hỗ trợ	154	delete_request
605	Can view đề nghị hỗ trợ	154	view_request
606	Can add hiệu quả của hỗ trợ	155	add_effect
607	Can change hiệu quả của hỗ trợ	155	change_effect
608	Can delete hiệu quả của hỗ trợ	155	delete_effect
609	Can view hiệu quả của hỗ trợ	155	view_effect
610	Can add quyết định hỗ trợ	156	add_decision
611	Can change quyết định hỗ trợ	156	change_decision
612	Can delete quyết định hỗ trợ	156	delete_decision
613	Can view quyết định hỗ trợ	156	view_decision
614	Can add chính sách hỗ trợ	157	add_scheme
615	Can change chính sách hỗ trợ	157	change_scheme
616	Can delete chính sách hỗ trợ	157	delete_scheme
617	Can view chính sách hỗ trợ	157	view_scheme
618	Can add lần chi	158	add_payment
619	Can change lần chi	158	change_payment
620	Can delete lần chi	158	delete_payment
621	Can view lần chi	158	view_payment
622	Can add quy định của chính sách	159	add_terms
623	Can change quy định của chính sách	159	change_terms
624	Can delete quy định của chính sách	159	delete_terms
625	Can view quy định của chính sách	159	view_terms
626	Can add phong trào	160	add_movement
627	Can change phong trào	160	change_movement
628	Can delete phong trào	160	delete_movement
629	Can view phong trào	160	view_movement
630	Can add đóng góp	161	add_contribution
631	Can change đóng góp	161	change_contribution
632	Can delete đóng góp	161	delete_contribution
633	Can view đóng góp	161	view_contribution
634	Can add lịch công tác	162	add_workcalendar
635	Can change lịch công tác	162	change_workcalendar
636	Can delete lịch công tác	162	delete_workcalendar
637	Can view lịch công tác	162	view_workcalendar
638	Can add tuần công tác	163	add_workweek
639	Can change tuần công tác	163	change_workweek
640	Can delete tuần công tác	163	delete_workweek
641	Can view tuần công tác	163	view_workweek
642	Can add việc trong lịch	164	add_workentry
643	Can change việc trong lịch	164	change_workentry
644	Can delete việc trong lịch	164	delete_workentry
645	Can view việc trong lịch	164	view_workentry
646	Can add chương trình nhiều năm	165	add_programme
647	Can change chương trình nhiều năm	165	change_programme
648	Can delete chương trình nhiều năm	165	delete_programme
649	Can view chương trình nhiều năm	165	view_programme
650	Can add kế hoạch năm	166	add_plan
651	Can change kế hoạch năm	166	change_plan
652	Can delete kế hoạch năm	166	delete_plan
653	Can view kế hoạch năm	166	view_plan
654	Can add tổng kết kế hoạch	167	add_review
655	Can change tổng kết kế hoạch	167	change_review
656	Can delete tổng kết kế hoạch	167	delete_review
657	Can view tổng kết kế hoạch	167	view_review
658	Can add chỉ tiêu kế hoạch	168	add_target
659	Can change chỉ tiêu kế hoạch	168	change_target
660	Can delete chỉ tiêu kế hoạch	168	delete_target
661	Can view chỉ tiêu kế hoạch	168	view_target
662	Can add phần giao	169	add_share
663	Can change phần giao	169	change_share
664	Can delete phần giao	169	delete_share
665	Can view phần giao	169	view_share
666	Can add kết quả chỉ tiêu	170	add_result
667	Can change kết quả chỉ tiêu	170	change_result
668	Can delete kết quả chỉ tiêu	170	delete_result
669	Can view kết quả chỉ tiêu	170	view_result
670	Can add số báo cáo của chỉ tiêu	171	add_figure
671	Can change số báo cáo của chỉ tiêu	171	change_figure
672	Can delete số báo cáo của chỉ tiêu	171	delete_figure
673	Can view số báo cáo của chỉ tiêu	171	view_figure
674	Can add nhận chỉ tiêu	172	add_adoption
675	Can change nhận chỉ tiêu	172	change_adoption
676	Can delete nhận chỉ tiêu	172	delete_adoption
677	Can view nhận chỉ tiêu	172	view_adoption
678	Can add chương trình, quy chế phối hợp	173	add_agreement
679	Can change chương trình, quy chế phối hợp	173	change_agreement
680	Can delete chương trình, quy chế phối hợp	173	delete_agreement
681	Can view chương trình, quy chế phối hợp	173	view_agreement
682	Can add phụ lục	174	add_amendment
683	Can change phụ lục	174	change_amendment
684	Can delete phụ lục	174	delete_amendment
685	Can view phụ lục	174	view_amendment
686	Can add nội dung phối hợp	175	add_item
687	Can change nội dung phối hợp	175	change_item
688	Can delete nội dung phối hợp	175	delete_item
689	Can view nội dung phối hợp	175	view_item
690	Can add cuộc họp của các bên	176	add_meeting
691	Can change cuộc họp của các bên	176	change_meeting
692	Can delete cuộc họp của các bên	176	delete_meeting
693	Can view cuộc họp của các bên	176	view_meeting
694	Can add bên phối hợp	177	add_party
695	Can change bên phối hợp	177	change_party
696	Can delete bên phối hợp	177	delete_party
697	Can view bên phối hợp	177	view_party
698	Can add bên phối hợp của nội dung	178	add_itempartner
699	Can change bên phối hợp của nội dung	178	change_itempartner
700	Can delete bên phối hợp của nội dung	178	delete_itempartner
701	Can view bên phối hợp của nội dung	178	view_itempartner
702	Can add ghi nhận	179	add_itemnote
703	Can change ghi nhận	179	change_itemnote
704	Can delete ghi nhận	179	delete_itemnote
705	Can view ghi nhận	179	view_itemnote
706	Can add minh chứng	180	add_proof
707	Can change minh chứng	180	change_proof
708	Can delete minh chứng	180	delete_proof
709	Can view minh chứng	180	view_proof
710	Can add nhận xét của cuộc họp	181	add_remark
711	Can change nhận xét của cuộc họp	181	change_remark
712	Can delete nhận xét của cuộc họp	181	delete_remark
713	Can view nhận xét của cuộc họp	181	view_remark
714	Can add tổng kết	182	add_review
715	Can change tổng kết	182	change_review
716	Can delete tổng kết	182	delete_review
717	Can view tổng kết	182	view_review
718	Can add số liệu tổng kết	183	add_reviewfigure
719	Can change số liệu tổng kết	183	change_reviewfigure
720	Can delete số liệu tổng kết	183	delete_reviewfigure
721	Can view số liệu tổng kết	183	view_reviewfigure
722	Can add đánh giá một nội dung	184	add_reviewline
723	Can change đánh giá một nội dung	184	change_reviewline
724	Can delete đánh giá một nội dung	184	delete_reviewline
725	Can view đánh giá một nội dung	184	view_reviewline
726	Can add chữ ký tổng kết	185	add_reviewsignature
727	Can change chữ ký tổng kết	185	change_reviewsignature
728	Can delete chữ ký tổng kết	185	delete_reviewsignature
729	Can view chữ ký tổng kết	185	view_reviewsignature
730	Can add bản văn	186	add_version
731	Can change bản văn	186	change_version
732	Can delete bản văn	186	delete_version
733	Can view bản văn	186	view_version
734	Can add chữ ký	187	add_signature
735	Can change chữ ký	187	change_signature
736	Can delete chữ ký	187	delete_signature
737	Can view chữ ký	187	view_signature
738	Can add ý kiến góp ý	188	add_comment
739	Can change ý kiến góp ý	188	change_comment
740	Can delete ý kiến góp ý	188	delete_comment
741	Can view ý kiến góp ý	188	view_comment
742	Can add báo cáo đã chốt	189	add_issuedreport
743	Can change báo cáo đã chốt	189	change_issuedreport
744	Can delete báo cáo đã chốt	189	delete_issuedreport
745	Can view báo cáo đã chốt	189	view_issuedreport
746	Can add nội dung chờ một bên	190	add_waiting
747	Can change nội dung chờ một bên	190	change_waiting
748	Can delete nội dung chờ một bên	190	delete_waiting
749	Can view nội dung chờ một bên	190	view_waiting
750	Can add nhiệm vụ được giao	191	add_assignment
751	Can change nhiệm vụ được giao	191	change_assignment
752	Can delete nhiệm vụ được giao	191	delete_assignment
753	Can view nhiệm vụ được giao	191	view_assignment
754	Can add phần việc	192	add_share
755	Can change phần việc	192	change_share
756	Can delete phần việc	192	delete_share
757	Can view phần việc	192	view_share
758	Can add việc giao xuống	193	add_handingdown
759	Can change việc giao xuống	193	change_handingdown
760	Can delete việc giao xuống	193	delete_handingdown
761	Can view việc giao xuống	193	view_handingdown
762	Can add sự việc của phần việc	194	add_shareevent
763	Can change sự việc của phần việc	194	change_shareevent
764	Can delete sự việc của phần việc	194	delete_shareevent
765	Can view sự việc của phần việc	194	view_shareevent
766	Can add minh chứng của phần việc	195	add_shareproof
767	Can change minh chứng của phần việc	195	change_shareproof
768	Can delete minh chứng của phần việc	195	delete_shareproof
769	Can view minh chứng của phần việc	195	view_shareproof
770	Can add lần giao thêm	196	add_addition
771	Can change lần giao thêm	196	change_addition
772	Can delete lần giao thêm	196	delete_addition
773	Can view lần giao thêm	196	view_addition
774	Can add bước của chu trình	197	add_cyclestep
775	Can change bước của chu trình	197	change_cyclestep
776	Can delete bước của chu trình	197	delete_cyclestep
777	Can view bước của chu trình	197	view_cyclestep
778	Can add báo cáo	198	add_yearlyreport
779	Can change báo cáo	198	change_yearlyreport
780	Can delete báo cáo	198	delete_yearlyreport
781	Can view báo cáo	198	view_yearlyreport
782	Can add số liệu của báo cáo	199	add_reportfigure
783	Can change số liệu của báo cáo	199	change_reportfigure
784	Can delete số liệu của báo cáo	199	delete_reportfigure
785	Can view số liệu của báo cáo	199	view_reportfigure
786	Can add nhóm liên kết	200	add_linkgroup
787	Can change nhóm liên kết	200	change_linkgroup
788	Can delete nhóm liên kết	200	delete_linkgroup
789	Can view nhóm liên kết	200	view_linkgroup
790	Can add người thứ hai duyệt	32	add_secondperson
791	Can change người thứ hai duyệt	32	change_secondperson
792	Can delete người thứ hai duyệt	32	delete_secondperson
793	Can view người thứ hai duyệt	32	view_secondperson
794	Can add chuyên mục	31	add_section
795	Can change chuyên mục	31	change_section
796	Can delete chuyên mục	31	delete_section
797	Can view chuyên mục	31	view_section
798	Can add tin	201	add_article
799	Can change tin	201	change_article
800	Can delete tin	201	delete_article
801	Can view tin	201	view_article
802	Can add sản phẩm của bài	202	add_articleproduct
803	Can change sản phẩm của bài	202	change_articleproduct
804	Can delete sản phẩm của bài	202	delete_articleproduct
805	Can view sản phẩm của bài	202	view_articleproduct
806	Can add liên kết	203	add_link
807	Can change liên kết	203	change_link
808	Can delete liên kết	203	delete_link
809	Can view liên kết	203	view_link
810	Can add tài liệu	204	add_paper
811	Can change tài liệu	204	change_paper
812	Can delete tài liệu	204	delete_paper
813	Can view tài liệu	204	view_paper
814	Can add ảnh	205	add_picture
815	Can change ảnh	205	change_picture
816	Can delete ảnh	205	delete_picture
817	Can view ảnh	205	view_picture
818	Can add trang của đơn vị	30	add_unithome
819	Can change trang của đơn vị	30	change_unithome
820	Can delete trang của đơn vị	30	delete_unithome
821	Can view trang của đơn vị	30	view_unithome
822	Can add ảnh đã vẽ nhỏ	206	add_rendition
823	Can change ảnh đã vẽ nhỏ	206	change_rendition
824	Can delete ảnh đã vẽ nhỏ	206	delete_rendition
825	Can view ảnh đã vẽ nhỏ	206	view_rendition
826	Can add mục ý kiến của tin	207	add_articlethread
827	Can change mục ý kiến của tin	207	change_articlethread
828	Can delete mục ý kiến của tin	207	delete_articlethread
829	Can view mục ý kiến của tin	207	view_articlethread
830	Can add chuyên mục nhận ý kiến	208	add_sectiontalk
831	Can change chuyên mục nhận ý kiến	208	change_sectiontalk
832	Can delete chuyên mục nhận ý kiến	208	delete_sectiontalk
833	Can view chuyên mục nhận ý kiến	208	view_sectiontalk
834	Can add địa chỉ cũ	209	add_formeraddress
835	Can change địa chỉ cũ	209	change_formeraddress
836	Can delete địa chỉ cũ	209	delete_formeraddress
837	Can view địa chỉ cũ	209	view_formeraddress
838	Can add lần nhập sổ	210	add_import
839	Can change lần nhập sổ	210	change_import
840	Can delete lần nhập sổ	210	delete_import
841	Can view lần nhập sổ	210	view_import
842	Can add dòng của sổ	211	add_importrow
843	Can change dòng của sổ	211	change_importrow
844	Can delete dòng của sổ	211	delete_importrow
845	Can view dòng của sổ	211	view_importrow
846	Can add cột sổ của cơ quan	212	add_registercolumns
847	Can change cột sổ của cơ quan	212	change_registercolumns
848	Can delete cột sổ của cơ quan	212	delete_registercolumns
849	Can view cột sổ của cơ quan	212	view_registercolumns
850	Can add chữ riêng của sổ	213	add_registerword
851	Can change chữ riêng của sổ	213	change_registerword
852	Can delete chữ riêng của sổ	213	delete_registerword
853	Can view chữ riêng của sổ	213	view_registerword
854	Can add trang tính của tệp sổ	214	add_importsheet
855	Can change trang tính của tệp sổ	214	change_importsheet
856	Can delete trang tính của tệp sổ	214	delete_importsheet
857	Can view trang tính của tệp sổ	214	view_importsheet
858	Can add ô của trang tính	215	add_sheetcells
859	Can change ô của trang tính	215	change_sheetcells
860	Can delete ô của trang tính	215	delete_sheetcells
861	Can view ô của trang tính	215	view_sheetcells
862	Can add dòng đã áp dụng	216	add_rowoutcome
863	Can change dòng đã áp dụng	216	change_rowoutcome
864	Can delete dòng đã áp dụng	216	delete_rowoutcome
865	Can view dòng đã áp dụng	216	view_rowoutcome
866	Can add việc chạy sau	217	add_job
867	Can change việc chạy sau	217	change_job
868	Can delete việc chạy sau	217	delete_job
869	Can view việc chạy sau	217	view_job
870	Can add email address	218	add_emailaddress
871	Can change email address	218	change_emailaddress
872	Can delete email address	218	delete_emailaddress
873	Can view email address	218	view_emailaddress
874	Can add email confirmation	219	add_emailconfirmation
875	Can change email confirmation	219	change_emailconfirmation
876	Can delete email confirmation	219	delete_emailconfirmation
877	Can view email confirmation	219	view_emailconfirmation
878	Can add authenticator	220	add_authenticator
879	Can change authenticator	220	change_authenticator
880	Can delete authenticator	220	delete_authenticator
881	Can view authenticator	220	view_authenticator
882	Can add social account	221	add_socialaccount
883	Can change social account	221	change_socialaccount
884	Can delete social account	221	delete_socialaccount
885	Can view social account	221	view_socialaccount
886	Can add social application	222	add_socialapp
887	Can change social application	222	change_socialapp
888	Can delete social application	222	delete_socialapp
889	Can view social application	222	view_socialapp
890	Can add social application token	223	add_socialtoken
891	Can change social application token	223	change_socialtoken
892	Can delete social application token	223	delete_socialtoken
893	Can view social application token	223	view_socialtoken
894	Can add user session	224	add_usersession
895	Can change user session	224	change_usersession
896	Can delete user session	224	delete_usersession
897	Can view user session	224	view_usersession
898	Can add user profile	225	add_userprofile
899	Can change user profile	225	change_userprofile
900	Can delete user profile	225	delete_userprofile
901	Can view user profile	225	view_userprofile
902	Can view document	4	view_document
903	Can view image	2	view_image
904	Can add rendition	226	add_rendition
905	Can change rendition	226	change_rendition
906	Can delete rendition	226	delete_rendition
907	Can view rendition	226	view_rendition
908	Can add editing session	227	add_editingsession
909	Can change editing session	227	change_editingsession
910	Can delete editing session	227	delete_editingsession
911	Can view editing session	227	view_editingsession
912	Can add form state	228	add_formstate
913	Can change form state	228	change_formstate
914	Can delete form state	228	delete_formstate
915	Can view form state	228	view_formstate
916	Can add index entry	229	add_indexentry
917	Can change index entry	229	change_indexentry
918	Can delete index entry	229	delete_indexentry
919	Can view index entry	229	view_indexentry
920	Can add tag	230	add_tag
921	Can change tag	230	change_tag
922	Can delete tag	230	delete_tag
923	Can view tag	230	view_tag
924	Can add tagged item	231	add_taggeditem
925	Can change tagged item	231	change_taggeditem
926	Can delete tagged item	231	delete_taggeditem
927	Can view tagged item	231	view_taggeditem
\.


COPY public.django_content_type (id, app_label, model) FROM stdin;
1	wagtailcore	page
2	wagtailimages	image
3	wagtailadmin	admin
4	wagtaildocs	document
5	wagtailcore	groupapprovaltask
6	wagtailcore	locale
7	wagtailcore	site
8	wagtailcore	groupsitepermission
9	wagtailcore	apitoken
10	wagtailcore	modellogentry
11	wagtailcore	revision
12	wagtailcore	collectionviewrestriction
13	wagtailcore	collection
14	wagtailcore	groupcollectionpermission
15	wagtailcore	uploadedfile
16	wagtailcore	workflowcontenttype
17	wagtailcore	workflowstate
18	wagtailcore	workflow
19	wagtailcore	workflowtask
20	wagtailcore	task
21	wagtailcore	taskstate
22	wagtailcore	grouppagepermission
23	wagtailcore	pageviewrestriction
24	wagtailcore	workflowpage
25	wagtailcore	pagelogentry
26	wagtailcore	comment
27	wagtailcore	commentreply
28	wagtailcore	pagesubscription
29	wagtailcore	referenceindex
30	news	unithome
31	news	section
32	news	secondperson
33	auth	permission
34	auth	group
35	contenttypes	contenttype
36	sessions	session
37	procrastinate	procrastinateevent
38	procrastinate	procrastinatejob
39	procrastinate	procrastinateperiodicdefer
40	procrastinate	procrastinateworker
41	records	head
42	records	storedfile
43	records	entry
44	records	sentform
45	records	keptform
46	records	orderedpaper
47	findable	indexentry
48	findable	indexstate
49	findable	knownword
50	visits	daycount
51	visits	spancount
52	places	edition
53	places	place
54	places	succession
55	places	boundary
56	parties	user
57	parties	membership
58	parties	apikey
59	parties	notice
60	parties	organisation
61	parties	letter
62	parties	invitation
63	parties	waitingmail
64	parties	personalfeed
65	follow	follower
66	follow	notedhappening
67	follow	notingstate
68	follow	webhook
69	follow	delivery
70	follow	following
71	follow	telling
72	polls	poll
73	polls	option
74	comments	thread
75	comments	comment
76	comments	removalrequest
77	comments	reply
78	comments	erasure
79	clocks	clock
80	clocks	clockevent
81	clocks	clockparty
82	clocks	correction
83	clocks	announcement
84	concerns	erasure
85	concerns	answer
86	concerns	answerfile
87	concerns	concern
88	concerns	confidant
89	concerns	handling
90	concerns	meeting
91	concerns	officelimit
92	concerns	opinion
93	concerns	publication
94	concerns	question
95	concerns	reading
96	concerns	reminder
97	concerns	route
98	concerns	sender
99	concerns	template
100	concerns	turn
101	concerns	attachment
102	concerns	endpoint
103	concerns	forwarding
104	concerns	appsending
105	concerns	countedconcern
106	instruments	instrument
107	instruments	publication
108	instruments	relation
109	instruments	answer
110	instruments	draft
111	indicators	collection
112	indicators	grace
113	indicators	indicator
114	indicators	definition
115	indicators	asked
116	indicators	valuereport
117	indicators	figure
118	indicators	approval
119	indicators	stagedform
120	indicators	total
121	indicators	value
122	indicators	keptpaper
123	indicators	keptfigure
124	products	idea
125	products	businessplan
126	products	personrights
127	products	producer
128	products	producerperson
129	products	product
130	products	productpicture
131	products	productvariant
132	products	salesplace
133	products	yearfigure
134	products	contactconsent
135	products	daytally
136	products	tally
137	certificates	recognition
138	certificates	printedcatalogue
139	certificates	decisiontally
140	events	event
141	events	costline
142	events	cohost
143	events	agendaitem
144	events	guest
145	events	attendancepaper
146	events	attendance
147	events	guestrule
148	events	handout
149	events	interest
150	events	question
151	events	speaker
152	events	topic
153	support	budgetline
154	support	request
155	support	effect
156	support	decision
157	support	scheme
158	support	payment
159	support	terms
160	movements	movement
161	movements	contribution
162	agenda	workcalendar
163	agenda	workweek
164	agenda	workentry
165	plans	programme
166	plans	plan
167	plans	review
168	plans	target
169	plans	share
170	plans	result
171	plans	figure
172	plans	adoption
173	agreements	agreement
174	agreements	amendment
175	agreements	item
176	agreements	meeting
177	agreements	party
178	agreements	itempartner
179	agreements	itemnote
180	agreements	proof
181	agreements	remark
182	agreements	review
183	agreements	reviewfigure
184	agreements	reviewline
185	agreements	reviewsignature
186	agreements	version
187	agreements	signature
188	agreements	comment
189	agreements	issuedreport
190	agreements	waiting
191	assignments	assignment
192	assignments	share
193	assignments	handingdown
194	assignments	shareevent
195	assignments	shareproof
196	assignments	addition
197	programme	cyclestep
198	reports	yearlyreport
199	reports	reportfigure
200	news	linkgroup
201	news	article
202	news	articleproduct
203	news	link
204	news	paper
205	news	picture
206	news	rendition
207	news	articlethread
208	news	sectiontalk
209	news	formeraddress
210	register	import
211	register	importrow
212	register	registercolumns
213	register	registerword
214	register	importsheet
215	register	sheetcells
216	register	rowoutcome
217	operation	job
218	account	emailaddress
219	account	emailconfirmation
220	mfa	authenticator
221	socialaccount	socialaccount
222	socialaccount	socialapp
223	socialaccount	socialtoken
224	usersessions	usersession
225	wagtailusers	userprofile
226	wagtailimages	rendition
227	wagtailadmin	editingsession
228	wagtailadmin	formstate
229	wagtailsearch	indexentry
230	taggit	tag
231	taggit	taggeditem
\.


COPY public.news_secondperson (task_ptr_id) FROM stdin;
2
\.


COPY public.news_section (page_ptr_id, title_en, lead, lead_en, is_shared, home_id) FROM stdin;
4	News			t	3
5	Policies and guidance			t	3
6	Stories of products			t	3
\.


COPY public.news_unithome (page_ptr_id, title_en, lead, lead_en, host, editors_publish, is_demonstration, organisation_id, place_id) FROM stdin;
3	Sản Vật				f	f	\N	\N
\.


-- Here stand the rows of places.sql.gz.

COPY public.wagtailcore_collection (id, path, depth, numchild, name) FROM stdin;
1	0001	1	0	Root
\.


COPY public.wagtailcore_locale (id, language_code) FROM stdin;
1	vi
\.


COPY public.wagtailcore_page (id, path, depth, numchild, title, slug, live, has_unpublished_changes, url_path, seo_title, show_in_menus, search_description, go_live_at, expire_at, expired, content_type_id, owner_id, locked, latest_revision_created_at, first_published_at, live_revision_id, last_published_at, draft_title, locked_at, locked_by_id, translation_key, locale_id, alias_of_id, latest_revision_id) FROM stdin;
1	0001	1	1	Root	root	t	f	/		f		\N	\N	f	1	\N	f	\N	\N	\N	\N	Root	\N	\N	5a6e7661-7400-4000-8000-000000000001	1	\N	\N
3	00010001	2	3	Sản Vật	trang-chinh	t	f	/trang-chinh/		f		\N	\N	f	30	\N	f	\N	\N	\N	\N	Sản Vật	\N	\N	5a6e7661-7400-4000-8000-000000000002	1	\N	\N
4	000100010001	3	0	Tin tức	tin-tuc	t	f	/trang-chinh/tin-tuc/		f		\N	\N	f	31	\N	f	\N	\N	\N	\N	Tin tức	\N	\N	5a6e7661-7400-4000-8000-000000000003	1	\N	\N
5	000100010002	3	0	Chính sách, hướng dẫn	chinh-sach-huong-dan	t	f	/trang-chinh/chinh-sach-huong-dan/		f		\N	\N	f	31	\N	f	\N	\N	\N	\N	Chính sách, hướng dẫn	\N	\N	5a6e7661-7400-4000-8000-000000000004	1	\N	\N
6	000100010003	3	0	Chuyện sản phẩm	chuyen-san-pham	t	f	/trang-chinh/chuyen-san-pham/		f		\N	\N	f	31	\N	f	\N	\N	\N	\N	Chuyện sản phẩm	\N	\N	5a6e7661-7400-4000-8000-000000000005	1	\N	\N
\.


COPY public.wagtailcore_site (id, hostname, port, is_default_site, root_page_id, site_name) FROM stdin;
2	localhost	80	t	3	Sản Vật
\.


COPY public.wagtailcore_task (id, name, active, content_type_id) FROM stdin;
2	Người thứ hai duyệt	t	32
\.


COPY public.wagtailcore_workflow (id, name, active) FROM stdin;
2	Duyệt đăng	t
\.


COPY public.wagtailcore_workflowpage (page_id, workflow_id) FROM stdin;
1	2
\.


COPY public.wagtailcore_workflowtask (id, sort_order, task_id, workflow_id) FROM stdin;
2	0	2	2
\.


SELECT pg_catalog.setval('public.auth_group_id_seq', 2, true);


SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 18, true);


SELECT pg_catalog.setval('public.auth_permission_id_seq', 927, true);


SELECT pg_catalog.setval('public.django_content_type_id_seq', 231, true);


SELECT pg_catalog.setval('public.places_place_id_seq', 15958, true);


SELECT pg_catalog.setval('public.places_succession_id_seq', 16154, true);


SELECT pg_catalog.setval('public.wagtailcore_collection_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_groupapprovaltask_groups_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_groupcollectionpermission_id_seq', 12, true);


SELECT pg_catalog.setval('public.wagtailcore_grouppagepermission_id_seq', 7, true);


SELECT pg_catalog.setval('public.wagtailcore_locale_id_seq', 1, true);


SELECT pg_catalog.setval('public.wagtailcore_page_id_seq', 6, true);


SELECT pg_catalog.setval('public.wagtailcore_site_id_seq', 2, true);


SELECT pg_catalog.setval('public.wagtailcore_task_id_seq', 2, true);


SELECT pg_catalog.setval('public.wagtailcore_workflow_id_seq', 2, true);


SELECT pg_catalog.setval('public.wagtailcore_workflowtask_id_seq', 2, true);


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agenda_workcalendar
    ADD CONSTRAINT agenda_workcalendar_organisation_id_key UNIQUE (organisation_id);


ALTER TABLE ONLY public.agenda_workcalendar
    ADD CONSTRAINT agenda_workcalendar_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agenda_workcalendar
    ADD CONSTRAINT agenda_workcalendar_slug_key UNIQUE (slug);


ALTER TABLE ONLY public.agenda_workentry
    ADD CONSTRAINT agenda_workentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agenda_workentry
    ADD CONSTRAINT agenda_workentry_replaces_id_key UNIQUE (replaces_id);


ALTER TABLE ONLY public.agenda_workweek
    ADD CONSTRAINT agenda_workweek_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_continues_id_key UNIQUE (continues_id);


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_amendment
    ADD CONSTRAINT agreements_amendment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_comment
    ADD CONSTRAINT agreements_comment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_issuedreport
    ADD CONSTRAINT agreements_issuedreport_kept_id_key UNIQUE (kept_id);


ALTER TABLE ONLY public.agreements_issuedreport
    ADD CONSTRAINT agreements_issuedreport_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_comes_from_id_key UNIQUE (comes_from_id);


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_itemnote
    ADD CONSTRAINT agreements_itemnote_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_itempartner
    ADD CONSTRAINT agreements_itempartner_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_meeting
    ADD CONSTRAINT agreements_meeting_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_proof
    ADD CONSTRAINT agreements_proof_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_remark
    ADD CONSTRAINT agreements_remark_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_review
    ADD CONSTRAINT agreements_review_agreement_id_key UNIQUE (agreement_id);


ALTER TABLE ONLY public.agreements_review
    ADD CONSTRAINT agreements_review_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_reviewfigure
    ADD CONSTRAINT agreements_reviewfigure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_reviewline
    ADD CONSTRAINT agreements_reviewline_item_id_key UNIQUE (item_id);


ALTER TABLE ONLY public.agreements_reviewline
    ADD CONSTRAINT agreements_reviewline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_reviewsignature
    ADD CONSTRAINT agreements_reviewsignature_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_waiting
    ADD CONSTRAINT agreements_waiting_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_amendment
    ADD CONSTRAINT amendment_number_once UNIQUE (agreement_id, number);


ALTER TABLE ONLY public.api_asked
    ADD CONSTRAINT api_asked_pkey PRIMARY KEY (who);


ALTER TABLE ONLY public.indicators_asked
    ADD CONSTRAINT asked_once UNIQUE (collection_id, indicator_id);


ALTER TABLE ONLY public.assignments_addition
    ADD CONSTRAINT assignments_addition_clock_id_key UNIQUE (clock_id);


ALTER TABLE ONLY public.assignments_addition
    ADD CONSTRAINT assignments_addition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_clock_id_key UNIQUE (clock_id);


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assignments_handingdown
    ADD CONSTRAINT assignments_handingdown_assignment_id_key UNIQUE (assignment_id);


ALTER TABLE ONLY public.assignments_handingdown
    ADD CONSTRAINT assignments_handingdown_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assignments_share
    ADD CONSTRAINT assignments_share_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assignments_shareevent
    ADD CONSTRAINT assignments_shareevent_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.assignments_shareproof
    ADD CONSTRAINT assignments_shareproof_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_attachment
    ADD CONSTRAINT attachment_once UNIQUE (concern_id, file_id);


ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.support_budgetline
    ADD CONSTRAINT budget_once UNIQUE (scheme_id, year, source);


ALTER TABLE ONLY public.certificates_decisiontally
    ADD CONSTRAINT certificates_decisiontally_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.certificates_printedcatalogue
    ADD CONSTRAINT certificates_printedcatalogue_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.certificates_printedcatalogue
    ADD CONSTRAINT certificates_printedcatalogue_place_id_key UNIQUE (place_id);


ALTER TABLE ONLY public.certificates_recognition
    ADD CONSTRAINT certificates_recognition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.clocks_clockparty
    ADD CONSTRAINT clock_party_once UNIQUE (clock_id, organisation_id);


ALTER TABLE ONLY public.clocks_announcement
    ADD CONSTRAINT clocks_announcement_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.clocks_announcement
    ADD CONSTRAINT clocks_announcement_year_key UNIQUE (year);


ALTER TABLE ONLY public.clocks_clock
    ADD CONSTRAINT clocks_clock_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.clocks_clockevent
    ADD CONSTRAINT clocks_clockevent_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.clocks_clockparty
    ADD CONSTRAINT clocks_clockparty_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.clocks_correction
    ADD CONSTRAINT clocks_correction_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_cohost
    ADD CONSTRAINT co_host_once UNIQUE (event_id, organisation_id);


ALTER TABLE ONLY public.comments_comment
    ADD CONSTRAINT comments_comment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.comments_comment
    ADD CONSTRAINT comments_comment_sha256_key UNIQUE (sha256);


ALTER TABLE ONLY public.comments_erasure
    ADD CONSTRAINT comments_erasure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.comments_removalrequest
    ADD CONSTRAINT comments_removalrequest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.comments_reply
    ADD CONSTRAINT comments_reply_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.comments_thread
    ADD CONSTRAINT comments_thread_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_answer
    ADD CONSTRAINT concerns_answer_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_answerfile
    ADD CONSTRAINT concerns_answerfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_appsending
    ADD CONSTRAINT concerns_appsending_concern_id_key UNIQUE (concern_id);


ALTER TABLE ONLY public.concerns_appsending
    ADD CONSTRAINT concerns_appsending_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_attachment
    ADD CONSTRAINT concerns_attachment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_code_key UNIQUE (code);


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_sent_key_key UNIQUE (sent_key);


ALTER TABLE ONLY public.concerns_confidant
    ADD CONSTRAINT concerns_confidant_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_countedconcern
    ADD CONSTRAINT concerns_countedconcern_pkey PRIMARY KEY (concern_id);


ALTER TABLE ONLY public.concerns_endpoint
    ADD CONSTRAINT concerns_endpoint_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_erasure
    ADD CONSTRAINT concerns_erasure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_forwarding
    ADD CONSTRAINT concerns_forwarding_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_handling
    ADD CONSTRAINT concerns_handling_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_meeting
    ADD CONSTRAINT concerns_meeting_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_officelimit
    ADD CONSTRAINT concerns_officelimit_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_opinion
    ADD CONSTRAINT concerns_opinion_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_publication
    ADD CONSTRAINT concerns_publication_concern_id_key UNIQUE (concern_id);


ALTER TABLE ONLY public.concerns_publication
    ADD CONSTRAINT concerns_publication_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_question
    ADD CONSTRAINT concerns_question_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_reading
    ADD CONSTRAINT concerns_reading_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_reminder
    ADD CONSTRAINT concerns_reminder_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_route
    ADD CONSTRAINT concerns_route_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_sender
    ADD CONSTRAINT concerns_sender_concern_id_key UNIQUE (concern_id);


ALTER TABLE ONLY public.concerns_sender
    ADD CONSTRAINT concerns_sender_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_template
    ADD CONSTRAINT concerns_template_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_turn
    ADD CONSTRAINT concerns_turn_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_confidant
    ADD CONSTRAINT confidant_periods_apart EXCLUDE USING gist (organisation_id WITH =, user_id WITH =, valid WITH &&);


ALTER TABLE ONLY public.programme_cyclestep
    ADD CONSTRAINT cycle_step_once UNIQUE (place_id, year, step);


ALTER TABLE ONLY public.indicators_definition
    ADD CONSTRAINT definition_one_a_day EXCLUDE USING gist (indicator_id WITH =, valid WITH &&);


ALTER TABLE ONLY public.follow_delivery
    ADD CONSTRAINT delivery_once UNIQUE (webhook_id, happening_id);


ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


ALTER TABLE ONLY public.events_agendaitem
    ADD CONSTRAINT events_agendaitem_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_attendance
    ADD CONSTRAINT events_attendance_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_attendance
    ADD CONSTRAINT events_attendance_scan_key UNIQUE (scan);


ALTER TABLE ONLY public.events_attendancepaper
    ADD CONSTRAINT events_attendancepaper_check_code_key UNIQUE (check_code);


ALTER TABLE ONLY public.events_attendancepaper
    ADD CONSTRAINT events_attendancepaper_guest_id_key UNIQUE (guest_id);


ALTER TABLE ONLY public.events_attendancepaper
    ADD CONSTRAINT events_attendancepaper_number_key UNIQUE (number);


ALTER TABLE ONLY public.events_attendancepaper
    ADD CONSTRAINT events_attendancepaper_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_cohost
    ADD CONSTRAINT events_cohost_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_costline
    ADD CONSTRAINT events_costline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_uid_key UNIQUE (uid);


ALTER TABLE ONLY public.events_guest
    ADD CONSTRAINT events_guest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_guestrule
    ADD CONSTRAINT events_guestrule_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_handout
    ADD CONSTRAINT events_handout_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_guest_id_key UNIQUE (guest_id);


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_idea_id_key UNIQUE (idea_id);


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_question
    ADD CONSTRAINT events_question_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT events_speaker_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.events_topic
    ADD CONSTRAINT events_topic_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_figure
    ADD CONSTRAINT figure_once UNIQUE (indicator_id, place_id, year, part, revision);


ALTER TABLE ONLY public.products_yearfigure
    ADD CONSTRAINT figure_once_a_year UNIQUE (product_id, year);


ALTER TABLE ONLY public.findable_indexentry
    ADD CONSTRAINT findable_indexentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.findable_indexstate
    ADD CONSTRAINT findable_indexstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.findable_knownword
    ADD CONSTRAINT findable_knownword_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.findable_knownword
    ADD CONSTRAINT findable_knownword_word_key UNIQUE (word);


ALTER TABLE ONLY public.follow_delivery
    ADD CONSTRAINT follow_delivery_message_key UNIQUE (message);


ALTER TABLE ONLY public.follow_delivery
    ADD CONSTRAINT follow_delivery_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.follow_follower
    ADD CONSTRAINT follow_follower_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.follow_follower
    ADD CONSTRAINT follow_follower_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.follow_following
    ADD CONSTRAINT follow_following_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.follow_notedhappening
    ADD CONSTRAINT follow_notedhappening_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.follow_notingstate
    ADD CONSTRAINT follow_notingstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.follow_telling
    ADD CONSTRAINT follow_telling_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.follow_webhook
    ADD CONSTRAINT follow_webhook_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.follow_following
    ADD CONSTRAINT following_once UNIQUE (follower_id, topic);


ALTER TABLE ONLY public.records_sentform
    ADD CONSTRAINT form_sent_once UNIQUE (user_id, key);


ALTER TABLE ONLY public.events_guest
    ADD CONSTRAINT guest_number_once UNIQUE (event_id, number);


ALTER TABLE ONLY public.follow_notedhappening
    ADD CONSTRAINT happening_once UNIQUE (kind, key);


ALTER TABLE ONLY public.register_importrow
    ADD CONSTRAINT import_row_once UNIQUE (importing_id, sheet_id, number, piece);


ALTER TABLE ONLY public.register_importsheet
    ADD CONSTRAINT import_sheet_once UNIQUE (importing_id, "position");


ALTER TABLE ONLY public.findable_indexentry
    ADD CONSTRAINT index_entry_once UNIQUE (kind, key);


ALTER TABLE ONLY public.indicators_approval
    ADD CONSTRAINT indicators_approval_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_asked
    ADD CONSTRAINT indicators_asked_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_collection
    ADD CONSTRAINT indicators_collection_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_definition
    ADD CONSTRAINT indicators_definition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_figure
    ADD CONSTRAINT indicators_figure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_grace
    ADD CONSTRAINT indicators_grace_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_code_key UNIQUE (code);


ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_keptfigure
    ADD CONSTRAINT indicators_keptfigure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_keptpaper
    ADD CONSTRAINT indicators_keptpaper_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_stagedform
    ADD CONSTRAINT indicators_stagedform_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_total
    ADD CONSTRAINT indicators_total_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_value
    ADD CONSTRAINT indicators_value_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.indicators_valuereport
    ADD CONSTRAINT indicators_valuereport_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.instruments_answer
    ADD CONSTRAINT instruments_answer_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.instruments_answer
    ADD CONSTRAINT instruments_answer_reply_id_key UNIQUE (reply_id);


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_thread_id_key UNIQUE (thread_id);


ALTER TABLE ONLY public.instruments_instrument
    ADD CONSTRAINT instruments_instrument_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.instruments_publication
    ADD CONSTRAINT instruments_publication_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.instruments_relation
    ADD CONSTRAINT instruments_relation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT item_number_once UNIQUE (agreement_id, number) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_keptfigure
    ADD CONSTRAINT kept_figure_once UNIQUE (paper_id, name);


ALTER TABLE ONLY public.parties_membership
    ADD CONSTRAINT membership_periods_apart EXCLUDE USING gist (user_id WITH =, organisation_id WITH =, role WITH =, valid WITH &&);


ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.movements_contribution
    ADD CONSTRAINT movements_contribution_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.movements_movement_parts
    ADD CONSTRAINT movements_movement_parts_movement_id_place_id_0240711d_uniq UNIQUE (movement_id, place_id);


ALTER TABLE ONLY public.movements_movement_parts
    ADD CONSTRAINT movements_movement_parts_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.movements_movement
    ADD CONSTRAINT movements_movement_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_article
    ADD CONSTRAINT news_article_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.news_articleproduct
    ADD CONSTRAINT news_articleproduct_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_articlethread
    ADD CONSTRAINT news_articlethread_article_id_key UNIQUE (article_id);


ALTER TABLE ONLY public.news_articlethread
    ADD CONSTRAINT news_articlethread_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_articlethread
    ADD CONSTRAINT news_articlethread_thread_id_key UNIQUE (thread_id);


ALTER TABLE ONLY public.news_formeraddress
    ADD CONSTRAINT news_formeraddress_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_formeraddress
    ADD CONSTRAINT news_formeraddress_url_path_key UNIQUE (url_path);


ALTER TABLE ONLY public.news_link
    ADD CONSTRAINT news_link_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_linkgroup
    ADD CONSTRAINT news_linkgroup_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_paper
    ADD CONSTRAINT news_paper_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_picture
    ADD CONSTRAINT news_picture_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_rendition
    ADD CONSTRAINT news_rendition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_rendition
    ADD CONSTRAINT news_rendition_unique UNIQUE (image_id, filter_spec, focal_point_key);


ALTER TABLE ONLY public.news_secondperson
    ADD CONSTRAINT news_secondperson_pkey PRIMARY KEY (task_ptr_id);


ALTER TABLE ONLY public.news_section
    ADD CONSTRAINT news_section_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.news_sectiontalk
    ADD CONSTRAINT news_sectiontalk_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.news_sectiontalk
    ADD CONSTRAINT news_sectiontalk_section_id_key UNIQUE (section_id);


ALTER TABLE ONLY public.news_unithome
    ADD CONSTRAINT news_unithome_pkey PRIMARY KEY (page_ptr_id);


ALTER TABLE ONLY public.news_unithome_shared_sections
    ADD CONSTRAINT news_unithome_shared_sec_unithome_id_section_id_e2a380d1_uniq UNIQUE (unithome_id, section_id);


ALTER TABLE ONLY public.news_unithome_shared_sections
    ADD CONSTRAINT news_unithome_shared_sections_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.concerns_officelimit
    ADD CONSTRAINT office_limit_periods_apart EXCLUDE USING gist (COALESCE(place_id, (0)::bigint) WITH =, key WITH =, valid WITH &&);


ALTER TABLE ONLY public.records_orderedpaper
    ADD CONSTRAINT paper_ordered_once UNIQUE NULLS NOT DISTINCT (user_id, membership, form, sha256);


ALTER TABLE ONLY public.parties_apikey
    ADD CONSTRAINT parties_apikey_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.parties_apikey
    ADD CONSTRAINT parties_apikey_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_invitation
    ADD CONSTRAINT parties_invitation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_letter
    ADD CONSTRAINT parties_letter_key_key UNIQUE (key);


ALTER TABLE ONLY public.parties_letter
    ADD CONSTRAINT parties_letter_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_membership
    ADD CONSTRAINT parties_membership_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_notice
    ADD CONSTRAINT parties_notice_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_organisation
    ADD CONSTRAINT parties_organisation_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_personalfeed
    ADD CONSTRAINT parties_personalfeed_digest_key UNIQUE (digest);


ALTER TABLE ONLY public.parties_personalfeed
    ADD CONSTRAINT parties_personalfeed_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_tried
    ADD CONSTRAINT parties_tried_pkey PRIMARY KEY (place);


ALTER TABLE ONLY public.parties_user_groups
    ADD CONSTRAINT parties_user_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_user_groups
    ADD CONSTRAINT parties_user_groups_user_id_group_id_6fd6600b_uniq UNIQUE (user_id, group_id);


ALTER TABLE ONLY public.parties_user
    ADD CONSTRAINT parties_user_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_user_user_permissions
    ADD CONSTRAINT parties_user_user_permis_user_id_permission_id_ab2e5c80_uniq UNIQUE (user_id, permission_id);


ALTER TABLE ONLY public.parties_user_user_permissions
    ADD CONSTRAINT parties_user_user_permissions_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.parties_user
    ADD CONSTRAINT parties_user_username_key UNIQUE (username);


ALTER TABLE ONLY public.parties_waitingmail
    ADD CONSTRAINT parties_waitingmail_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_itempartner
    ADD CONSTRAINT partner_once UNIQUE (item_id, party_id);


ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT party_once UNIQUE (agreement_id, organisation_id);


ALTER TABLE ONLY public.products_productpicture
    ADD CONSTRAINT picture_in_order UNIQUE (product_id, "order") DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_productpicture
    ADD CONSTRAINT picture_once UNIQUE (product_id, file_id);


ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT place_periods_apart EXCLUDE USING gist (level WITH =, code WITH =, valid WITH &&);


ALTER TABLE ONLY public.places_boundary
    ADD CONSTRAINT places_boundary_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.places_boundary
    ADD CONSTRAINT places_boundary_place_id_key UNIQUE (place_id);


ALTER TABLE ONLY public.places_edition
    ADD CONSTRAINT places_edition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT places_place_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.places_succession
    ADD CONSTRAINT places_succession_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_adoption
    ADD CONSTRAINT plans_adoption_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_adoption
    ADD CONSTRAINT plans_adoption_target_id_key UNIQUE (target_id);


ALTER TABLE ONLY public.plans_figure
    ADD CONSTRAINT plans_figure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_programme_grounds
    ADD CONSTRAINT plans_programme_grounds_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_programme_grounds
    ADD CONSTRAINT plans_programme_grounds_programme_id_instrument__a895572a_uniq UNIQUE (programme_id, instrument_id);


ALTER TABLE ONLY public.plans_programme
    ADD CONSTRAINT plans_programme_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_result
    ADD CONSTRAINT plans_result_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_result
    ADD CONSTRAINT plans_result_target_id_key UNIQUE (target_id);


ALTER TABLE ONLY public.plans_review
    ADD CONSTRAINT plans_review_kept_id_key UNIQUE (kept_id);


ALTER TABLE ONLY public.plans_review
    ADD CONSTRAINT plans_review_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_review
    ADD CONSTRAINT plans_review_plan_id_key UNIQUE (plan_id);


ALTER TABLE ONLY public.plans_share
    ADD CONSTRAINT plans_share_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_target
    ADD CONSTRAINT plans_target_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.polls_option
    ADD CONSTRAINT poll_option_unique UNIQUE (poll_id, "position");


ALTER TABLE ONLY public.polls_option
    ADD CONSTRAINT polls_option_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.polls_poll
    ADD CONSTRAINT polls_poll_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_product
    ADD CONSTRAINT product_once_of_a_producer UNIQUE (producer_id, name_key);


ALTER TABLE ONLY public.products_businessplan
    ADD CONSTRAINT products_businessplan_idea_id_key UNIQUE (idea_id);


ALTER TABLE ONLY public.products_businessplan
    ADD CONSTRAINT products_businessplan_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_contactconsent
    ADD CONSTRAINT products_contactconsent_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_daytally
    ADD CONSTRAINT products_daytally_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_product_id_key UNIQUE (product_id);


ALTER TABLE ONLY public.products_personrights
    ADD CONSTRAINT products_personrights_membership_id_key UNIQUE (membership_id);


ALTER TABLE ONLY public.products_personrights
    ADD CONSTRAINT products_personrights_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_producer
    ADD CONSTRAINT products_producer_organisation_id_key UNIQUE (organisation_id);


ALTER TABLE ONLY public.products_producer
    ADD CONSTRAINT products_producer_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_producerperson
    ADD CONSTRAINT products_producerperson_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_producerperson
    ADD CONSTRAINT products_producerperson_producer_id_key UNIQUE (producer_id);


ALTER TABLE ONLY public.products_product
    ADD CONSTRAINT products_product_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_productpicture
    ADD CONSTRAINT products_productpicture_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_productvariant
    ADD CONSTRAINT products_productvariant_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_salesplace
    ADD CONSTRAINT products_salesplace_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_tally
    ADD CONSTRAINT products_tally_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.products_yearfigure
    ADD CONSTRAINT products_yearfigure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.programme_cyclestep
    ADD CONSTRAINT programme_cyclestep_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_programme
    ADD CONSTRAINT programme_once UNIQUE (organisation_id, name);


ALTER TABLE ONLY public.agreements_proof
    ADD CONSTRAINT proof_once UNIQUE (note_id, file_id);


ALTER TABLE ONLY public.certificates_recognition
    ADD CONSTRAINT recognition_in_order UNIQUE (product_id, round) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.records_entry
    ADD CONSTRAINT records_entry_number_key UNIQUE (number);


ALTER TABLE ONLY public.records_entry
    ADD CONSTRAINT records_entry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.records_head
    ADD CONSTRAINT records_head_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.records_keptform
    ADD CONSTRAINT records_keptform_key_key UNIQUE (key);


ALTER TABLE ONLY public.records_keptform
    ADD CONSTRAINT records_keptform_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.records_orderedpaper
    ADD CONSTRAINT records_orderedpaper_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.records_sentform
    ADD CONSTRAINT records_sentform_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.records_storedfile
    ADD CONSTRAINT records_storedfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.records_storedfile
    ADD CONSTRAINT records_storedfile_sha256_key UNIQUE (sha256);


ALTER TABLE ONLY public.register_import
    ADD CONSTRAINT register_import_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.register_importrow
    ADD CONSTRAINT register_importrow_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.register_importsheet
    ADD CONSTRAINT register_importsheet_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.register_registercolumns
    ADD CONSTRAINT register_registercolumns_organisation_id_key UNIQUE (organisation_id);


ALTER TABLE ONLY public.register_registercolumns
    ADD CONSTRAINT register_registercolumns_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.register_registerword
    ADD CONSTRAINT register_registerword_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.register_rowoutcome
    ADD CONSTRAINT register_rowoutcome_pkey PRIMARY KEY (row_id);


ALTER TABLE ONLY public.register_sheetcells
    ADD CONSTRAINT register_sheetcells_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.register_registerword
    ADD CONSTRAINT register_word_once UNIQUE (organisation_id, kind, words);


ALTER TABLE ONLY public.instruments_relation
    ADD CONSTRAINT relation_once UNIQUE (paper_id, older_id, kind);


ALTER TABLE ONLY public.agreements_remark
    ADD CONSTRAINT remark_once UNIQUE (meeting_id, item_id);


ALTER TABLE ONLY public.concerns_reminder
    ADD CONSTRAINT reminder_once UNIQUE (concern_id, kind, due_on);


ALTER TABLE ONLY public.reports_reportfigure
    ADD CONSTRAINT report_figure_once UNIQUE (report_id, name);


ALTER TABLE ONLY public.indicators_valuereport
    ADD CONSTRAINT report_once_of_a_unit UNIQUE (collection_id, place_id);


ALTER TABLE ONLY public.reports_reportfigure
    ADD CONSTRAINT reports_reportfigure_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_instrument_id_key UNIQUE (instrument_id);


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.agreements_reviewsignature
    ADD CONSTRAINT review_signed_once UNIQUE (review_id, party_id);


ALTER TABLE ONLY public.concerns_route
    ADD CONSTRAINT route_periods_apart EXCLUDE USING gist (place_id WITH =, subject WITH =, valid WITH &&);


ALTER TABLE ONLY public.products_salesplace
    ADD CONSTRAINT sales_place_in_order UNIQUE (product_id, "order");


ALTER TABLE ONLY public.assignments_share
    ADD CONSTRAINT share_once UNIQUE (assignment_id, taker_id);


ALTER TABLE ONLY public.plans_share
    ADD CONSTRAINT share_once_a_place UNIQUE (target_id, place_id);


ALTER TABLE ONLY public.assignments_shareproof
    ADD CONSTRAINT share_proof_once UNIQUE (event_id, file_id);


ALTER TABLE ONLY public.shared_cache
    ADD CONSTRAINT shared_cache_pkey PRIMARY KEY (cache_key);


ALTER TABLE ONLY public.register_sheetcells
    ADD CONSTRAINT sheet_cells_once UNIQUE (sheet_id, first_row);


ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT signed_once_by_a_party UNIQUE (version_id, party_id);


ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);


ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.places_succession
    ADD CONSTRAINT succession_once UNIQUE (old_id, new_id);


ALTER TABLE ONLY public.support_budgetline
    ADD CONSTRAINT support_budgetline_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.support_decision
    ADD CONSTRAINT support_decision_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.support_decision
    ADD CONSTRAINT support_decision_request_id_key UNIQUE (request_id);


ALTER TABLE ONLY public.support_effect
    ADD CONSTRAINT support_effect_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.support_effect
    ADD CONSTRAINT support_effect_request_id_key UNIQUE (request_id);


ALTER TABLE ONLY public.support_payment
    ADD CONSTRAINT support_payment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.support_request
    ADD CONSTRAINT support_request_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.support_scheme
    ADD CONSTRAINT support_scheme_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.support_terms
    ADD CONSTRAINT support_terms_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);


ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.plans_target
    ADD CONSTRAINT target_number_once UNIQUE (plan_id, number);


ALTER TABLE ONLY public.follow_telling
    ADD CONSTRAINT telling_once UNIQUE (follower_id, happening_id);


ALTER TABLE ONLY public.concerns_template
    ADD CONSTRAINT template_once UNIQUE (organisation_id, name);


ALTER TABLE ONLY public.support_terms
    ADD CONSTRAINT terms_one_a_day EXCLUDE USING gist (scheme_id WITH =, valid WITH &&);


ALTER TABLE ONLY public.indicators_total
    ADD CONSTRAINT total_once UNIQUE (indicator_id, year, part, home, level);


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT unique_permission UNIQUE (group_id, page_id, permission_id);


ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);


ALTER TABLE ONLY public.products_productvariant
    ADD CONSTRAINT variant_in_order UNIQUE (product_id, "order");


ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT version_number_once UNIQUE (agreement_id, number);


ALTER TABLE ONLY public.visits_daycount
    ADD CONSTRAINT visits_day_unique UNIQUE (site, day, section);


ALTER TABLE ONLY public.visits_daycount
    ADD CONSTRAINT visits_daycount_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.visits_spancount
    ADD CONSTRAINT visits_span_unique UNIQUE (site, began_at);


ALTER TABLE ONLY public.visits_spancount
    ADD CONSTRAINT visits_spancount_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailadmin_admin
    ADD CONSTRAINT wagtailadmin_admin_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_key_hash_key UNIQUE (key_hash);


ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_path_key UNIQUE (path);


ALTER TABLE ONLY public.wagtailcore_collection
    ADD CONSTRAINT wagtailcore_collection_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionvi_collectionviewrestrictio_988995ae_uniq UNIQUE (collectionviewrestriction_id, group_id);


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collectionviewrestriction_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprova_groupapprovaltask_id_gro_bb5ee7eb_uniq UNIQUE (groupapprovaltask_id, group_id);


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapprovaltask_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapprovaltask_pkey PRIMARY KEY (task_ptr_id);


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollect_group_id_collection_id_p_a21cefe9_uniq UNIQUE (group_id, collection_id, permission_id);


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcollectionpermission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppagepermission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsiteper_group_id_site_id_permiss_a58ee30d_uniq UNIQUE (group_id, site_id, permission_id);


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsitepermission_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_language_code_key UNIQUE (language_code);


ALTER TABLE ONLY public.wagtailcore_locale
    ADD CONSTRAINT wagtailcore_locale_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellogentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_path_key UNIQUE (path);


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_translation_key_locale_id_9b041bad_uniq UNIQUE (translation_key, locale_id);


ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pagelogentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq UNIQUE (page_id, user_id);


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubscription_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrest_pageviewrestriction_id_g_d23f80bb_uniq UNIQUE (pageviewrestriction_id, group_id);


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageviewrestriction_groups_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageviewrestriction_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceind_base_content_type_id_obj_9e6ccd6a_uniq UNIQUE (base_content_type_id, object_id, to_content_type_id, to_object_id, content_path_hash);


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenceindex_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_hostname_port_2c626d70_uniq UNIQUE (hostname, port);


ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploadedfile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflow
    ADD CONSTRAINT wagtailcore_workflow_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflowcontenttype_pkey PRIMARY KEY (content_type_id);


ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflowpage_pkey PRIMARY KEY (page_id);


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_current_task_state_id_key UNIQUE (current_task_state_id);


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflowstate_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq UNIQUE (workflow_id, task_id);


ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_image_id_filter_spec_foc_323c8fe0_uniq UNIQUE (image_id, filter_spec, focal_point_key);


ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendition_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_content_type_id_object_i_bcd7ba73_uniq UNIQUE (content_type_id, object_id);


ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexentry_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_pkey PRIMARY KEY (id);


ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_key UNIQUE (user_id);


ALTER TABLE ONLY public.agreements_waiting
    ADD CONSTRAINT waiting_once UNIQUE (item_id, organisation_id);


ALTER TABLE ONLY public.agenda_workweek
    ADD CONSTRAINT work_week_once UNIQUE (calendar_id, monday);


CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


CREATE INDEX agenda_workcalendar_opened_by_id_a61c56cc ON public.agenda_workcalendar USING btree (opened_by_id);


CREATE INDEX agenda_workcalendar_slug_2a04aa92_like ON public.agenda_workcalendar USING btree (slug varchar_pattern_ops);


CREATE INDEX agenda_workentry_created_by_id_b2da5af8 ON public.agenda_workentry USING btree (created_by_id);


CREATE INDEX agenda_workentry_week_id_5361e10b ON public.agenda_workentry USING btree (week_id);


CREATE INDEX agenda_workweek_calendar_id_f76d0cc2 ON public.agenda_workweek USING btree (calendar_id);


CREATE INDEX agenda_workweek_published_by_id_21f17f97 ON public.agenda_workweek USING btree (published_by_id);


CREATE INDEX agreement_by_day ON public.agreements_agreement USING btree (starts_on DESC, id DESC);


CREATE INDEX agreement_commenting ON public.agreements_agreement USING btree (drafted_for_id) WHERE ((state)::text = 'commenting'::text);


CREATE INDEX agreement_public ON public.agreements_agreement USING btree (id) WHERE is_public;


CREATE INDEX agreements_agreement_drafted_by_id_c20abb32 ON public.agreements_agreement USING btree (drafted_by_id);


CREATE INDEX agreements_agreement_drafted_for_id_c3219c8a ON public.agreements_agreement USING btree (drafted_for_id);


CREATE INDEX agreements_agreement_instrument_id_baf09663 ON public.agreements_agreement USING btree (instrument_id);


CREATE INDEX agreements_agreement_place_id_00f86c50 ON public.agreements_agreement USING btree (place_id);


CREATE INDEX agreements_agreement_regulation_id_b34dfff3 ON public.agreements_agreement USING btree (regulation_id);


CREATE INDEX agreements_agreement_signing_event_id_9a549e69 ON public.agreements_agreement USING btree (signing_event_id);


CREATE INDEX agreements_amendment_agreement_id_1af179b1 ON public.agreements_amendment USING btree (agreement_id);


CREATE INDEX agreements_amendment_by_id_3c1eef88 ON public.agreements_amendment USING btree (by_id);


CREATE INDEX agreements_comment_answered_by_id_3f80369d ON public.agreements_comment USING btree (answered_by_id);


CREATE INDEX agreements_comment_by_id_d2a983ef ON public.agreements_comment USING btree (by_id);


CREATE INDEX agreements_comment_item_id_95f917da ON public.agreements_comment USING btree (item_id);


CREATE INDEX agreements_comment_organisation_id_89296f4c ON public.agreements_comment USING btree (organisation_id);


CREATE INDEX agreements_comment_version_id_3f362d25 ON public.agreements_comment USING btree (version_id);


CREATE INDEX agreements_issuedreport_agreement_id_ae76f720 ON public.agreements_issuedreport USING btree (agreement_id);


CREATE INDEX agreements_issuedreport_issued_by_id_f4024aed ON public.agreements_issuedreport USING btree (issued_by_id);


CREATE INDEX agreements_item_agreement_id_f1245d5c ON public.agreements_item USING btree (agreement_id);


CREATE INDEX agreements_item_indicator_id_24bf7e9c ON public.agreements_item USING btree (indicator_id);


CREATE INDEX agreements_item_lead_id_2d7c730b ON public.agreements_item USING btree (lead_id);


CREATE INDEX agreements_item_said_by_id_3b316815 ON public.agreements_item USING btree (said_by_id);


CREATE INDEX agreements_itemnote_by_id_fd25db82 ON public.agreements_itemnote USING btree (by_id);


CREATE INDEX agreements_itemnote_item_id_02ef4f25 ON public.agreements_itemnote USING btree (item_id);


CREATE INDEX agreements_itemnote_party_id_93406ab2 ON public.agreements_itemnote USING btree (party_id);


CREATE INDEX agreements_itempartner_item_id_3c222fc5 ON public.agreements_itempartner USING btree (item_id);


CREATE INDEX agreements_itempartner_party_id_33a9aec6 ON public.agreements_itempartner USING btree (party_id);


CREATE INDEX agreements_meeting_agreement_id_995c3c04 ON public.agreements_meeting USING btree (agreement_id);


CREATE INDEX agreements_meeting_by_id_c4579628 ON public.agreements_meeting USING btree (by_id);


CREATE INDEX agreements_meeting_organisation_id_5adce42a ON public.agreements_meeting USING btree (organisation_id);


CREATE INDEX agreements_party_agreement_id_14d67e53 ON public.agreements_party USING btree (agreement_id);


CREATE INDEX agreements_party_organisation_id_23b9256d ON public.agreements_party USING btree (organisation_id);


CREATE INDEX agreements_proof_file_id_80638a70 ON public.agreements_proof USING btree (file_id);


CREATE INDEX agreements_proof_note_id_af30c3f1 ON public.agreements_proof USING btree (note_id);


CREATE INDEX agreements_remark_item_id_83f98796 ON public.agreements_remark USING btree (item_id);


CREATE INDEX agreements_remark_meeting_id_d1014d84 ON public.agreements_remark USING btree (meeting_id);


CREATE INDEX agreements_review_written_by_id_9255fb7f ON public.agreements_review USING btree (written_by_id);


CREATE INDEX agreements_reviewfigure_indicator_id_dbf2a833 ON public.agreements_reviewfigure USING btree (indicator_id);


CREATE INDEX agreements_reviewfigure_review_id_3bf5d5e9 ON public.agreements_reviewfigure USING btree (review_id);


CREATE INDEX agreements_reviewline_review_id_fec3872c ON public.agreements_reviewline USING btree (review_id);


CREATE INDEX agreements_reviewsignature_entered_by_id_b27183ae ON public.agreements_reviewsignature USING btree (entered_by_id);


CREATE INDEX agreements_reviewsignature_party_id_f8d3dfda ON public.agreements_reviewsignature USING btree (party_id);


CREATE INDEX agreements_reviewsignature_review_id_1d299de7 ON public.agreements_reviewsignature USING btree (review_id);


CREATE INDEX agreements_signature_entered_by_id_704d8969 ON public.agreements_signature USING btree (entered_by_id);


CREATE INDEX agreements_signature_file_id_0c65894f ON public.agreements_signature USING btree (file_id);


CREATE INDEX agreements_signature_party_id_fa205554 ON public.agreements_signature USING btree (party_id);


CREATE INDEX agreements_signature_version_id_2f1874b6 ON public.agreements_signature USING btree (version_id);


CREATE INDEX agreements_version_agreement_id_d84c9bde ON public.agreements_version USING btree (agreement_id);


CREATE INDEX agreements_version_made_by_id_a87b8dd6 ON public.agreements_version USING btree (made_by_id);


CREATE INDEX agreements_waiting_agreement_id_7f1e3500 ON public.agreements_waiting USING btree (agreement_id);


CREATE INDEX app_sending_of ON public.concerns_appsending USING btree (organisation_id, at DESC);


CREATE INDEX assignment_given ON public.assignments_assignment USING btree (giver_id, given_on DESC);


CREATE INDEX assignments_addition_assignment_id_6e6b3d1f ON public.assignments_addition USING btree (assignment_id);


CREATE INDEX assignments_addition_given_by_id_7b609851 ON public.assignments_addition USING btree (given_by_id);


CREATE INDEX assignments_assignment_agreement_id_f8cbaa6b ON public.assignments_assignment USING btree (agreement_id);


CREATE INDEX assignments_assignment_event_id_1204ac09 ON public.assignments_assignment USING btree (event_id);


CREATE INDEX assignments_assignment_given_by_id_f3fb420c ON public.assignments_assignment USING btree (given_by_id);


CREATE INDEX assignments_assignment_giver_id_cb482d98 ON public.assignments_assignment USING btree (giver_id);


CREATE INDEX assignments_assignment_instrument_id_b4b5f1c1 ON public.assignments_assignment USING btree (instrument_id);


CREATE INDEX assignments_assignment_item_id_a2d74b94 ON public.assignments_assignment USING btree (item_id);


CREATE INDEX assignments_assignment_kept_by_id_cbba96a9 ON public.assignments_assignment USING btree (kept_by_id);


CREATE INDEX assignments_assignment_place_id_60db3b65 ON public.assignments_assignment USING btree (place_id);


CREATE INDEX assignments_assignment_plan_id_0b3cae6a ON public.assignments_assignment USING btree (plan_id);


CREATE INDEX assignments_handingdown_share_id_ad721c51 ON public.assignments_handingdown USING btree (share_id);


CREATE INDEX assignments_share_addition_id_3c34489c ON public.assignments_share USING btree (addition_id);


CREATE INDEX assignments_share_assignment_id_272feb69 ON public.assignments_share USING btree (assignment_id);


CREATE INDEX assignments_share_place_id_4aa0add7 ON public.assignments_share USING btree (place_id);


CREATE INDEX assignments_share_taker_id_7913caaa ON public.assignments_share USING btree (taker_id);


CREATE INDEX assignments_shareevent_by_id_b44c18b2 ON public.assignments_shareevent USING btree (by_id);


CREATE INDEX assignments_shareevent_share_id_a7b2828a ON public.assignments_shareevent USING btree (share_id);


CREATE INDEX assignments_shareproof_event_id_659f4bcd ON public.assignments_shareproof USING btree (event_id);


CREATE INDEX assignments_shareproof_file_id_286f22ce ON public.assignments_shareproof USING btree (file_id);


CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


CREATE INDEX base_content_object_idx ON public.wagtailcore_revision USING btree (base_content_type_id, object_id);


CREATE INDEX clock_about ON public.clocks_clock USING btree (about_type, about_id);


CREATE INDEX clock_due ON public.clocks_clock USING btree (due_on) WHERE (NOT ((state)::text = 'finished'::text));


CREATE UNIQUE INDEX clock_finished_once ON public.clocks_clockevent USING btree (clock_id) WHERE ((kind)::text = 'finished'::text);


CREATE INDEX clocks_announcement_made_by_id_b2a14d51 ON public.clocks_announcement USING btree (made_by_id);


CREATE INDEX clocks_clock_place_id_2bf68fe3 ON public.clocks_clock USING btree (place_id);


CREATE INDEX clocks_clockevent_by_id_446ed1e7 ON public.clocks_clockevent USING btree (by_id);


CREATE INDEX clocks_clockevent_clock_id_20dbed71 ON public.clocks_clockevent USING btree (clock_id);


CREATE INDEX clocks_clockparty_clock_id_78d836fc ON public.clocks_clockparty USING btree (clock_id);


CREATE INDEX clocks_clockparty_organisation_id_3224213f ON public.clocks_clockparty USING btree (organisation_id);


CREATE INDEX clocks_correction_made_by_id_e03c333a ON public.clocks_correction USING btree (made_by_id);


CREATE INDEX clocks_correction_made_for_id_0cf8c541 ON public.clocks_correction USING btree (made_for_id);


CREATE INDEX clocks_correction_place_id_556ae5f0 ON public.clocks_correction USING btree (place_id);


CREATE INDEX clocks_correction_withdrawn_by_id_545f0619 ON public.clocks_correction USING btree (withdrawn_by_id);


CREATE INDEX comment_by_state ON public.comments_comment USING btree (state, sent_at DESC, id DESC);


CREATE UNIQUE INDEX comment_has_one_reply ON public.comments_reply USING btree (comment_id) WHERE (taken_back_at IS NULL);


CREATE INDEX comment_in_province ON public.comments_comment USING btree (province, state, sent_at DESC, id DESC);


CREATE INDEX comment_published ON public.comments_comment USING btree (thread_id, sent_at, id) WHERE ((state)::text = 'published'::text);


CREATE INDEX comment_published_by_key ON public.comments_comment USING btree (id) WHERE ((state)::text = 'published'::text);


CREATE INDEX comment_to_erase ON public.comments_comment USING btree (decided_at) WHERE ((erased_at IS NULL) AND ((state)::text = 'refused'::text));


CREATE INDEX comment_waiting ON public.comments_comment USING btree (thread_id, sent_at) WHERE ((state)::text = 'waiting'::text);


CREATE INDEX comment_with_phone ON public.comments_comment USING btree (sent_at) WHERE (NOT ((phone)::text = ''::text));


CREATE INDEX comments_comment_decided_by_id_8e9a257e ON public.comments_comment USING btree (decided_by_id);


CREATE INDEX comments_comment_sha256_af3a63e2_like ON public.comments_comment USING btree (sha256 varchar_pattern_ops);


CREATE INDEX comments_comment_thread_id_fab41b92 ON public.comments_comment USING btree (thread_id);


CREATE INDEX comments_removalrequest_comment_id_829891b7 ON public.comments_removalrequest USING btree (comment_id);


CREATE INDEX comments_removalrequest_settled_by_id_98528cd7 ON public.comments_removalrequest USING btree (settled_by_id);


CREATE INDEX comments_reply_comment_id_fb939385 ON public.comments_reply USING btree (comment_id);


CREATE INDEX comments_reply_organisation_id_2087fdfc ON public.comments_reply USING btree (organisation_id);


CREATE INDEX comments_reply_replied_by_id_271a1a22 ON public.comments_reply USING btree (replied_by_id);


CREATE INDEX comments_reply_taken_back_by_id_68fdbb7c ON public.comments_reply USING btree (taken_back_by_id);


CREATE INDEX comments_thread_closed_by_id_47f0f687 ON public.comments_thread USING btree (closed_by_id);


CREATE INDEX comments_thread_opened_by_id_a9f3d277 ON public.comments_thread USING btree (opened_by_id);


CREATE INDEX comments_thread_organisation_id_15b29058 ON public.comments_thread USING btree (organisation_id);


CREATE INDEX comments_thread_place_id_81470bfa ON public.comments_thread USING btree (place_id);


CREATE INDEX concern_alike ON public.concerns_concern USING gin (public.concerns_pairs((searchable)::text));


CREATE INDEX concern_by_time ON public.concerns_concern USING btree (sent_at DESC, id DESC);


CREATE INDEX concern_clock ON public.concerns_concern USING btree (clock_id);


CREATE INDEX concern_of_body ON public.concerns_concern USING btree (organisation_id, state, sent_at DESC);


CREATE INDEX concern_of_handler ON public.concerns_concern USING btree (handler_id) WHERE (closed_at IS NULL);


CREATE INDEX concern_of_place ON public.concerns_concern USING btree (place_id, sent_at DESC);


CREATE INDEX concern_search ON public.concerns_concern USING gin (searchable public.gin_trgm_ops);


CREATE INDEX concern_to_close ON public.concerns_concern USING btree (answered_at) WHERE ((state)::text = 'answered'::text);


CREATE INDEX concerns_answer_by_id_a6e8d60b ON public.concerns_answer USING btree (by_id);


CREATE INDEX concerns_answer_concern_id_5a6326c0 ON public.concerns_answer USING btree (concern_id);


CREATE INDEX concerns_answer_organisation_id_57c9cfe8 ON public.concerns_answer USING btree (organisation_id);


CREATE INDEX concerns_answer_to_all_id_d8def1a5 ON public.concerns_answer USING btree (to_all_id);


CREATE INDEX concerns_answerfile_answer_id_89150064 ON public.concerns_answerfile USING btree (answer_id);


CREATE INDEX concerns_answerfile_file_id_2f0e5340 ON public.concerns_answerfile USING btree (file_id);


CREATE INDEX concerns_appsending_key_id_63a2668f ON public.concerns_appsending USING btree (key_id);


CREATE INDEX concerns_appsending_organisation_id_d245a105 ON public.concerns_appsending USING btree (organisation_id);


CREATE INDEX concerns_attachment_concern_id_705c3f56 ON public.concerns_attachment USING btree (concern_id);


CREATE INDEX concerns_attachment_file_id_9b052810 ON public.concerns_attachment USING btree (file_id);


CREATE INDEX concerns_concern_clock_id_d7cfae1d ON public.concerns_concern USING btree (clock_id);


CREATE INDEX concerns_concern_code_da0329aa_like ON public.concerns_concern USING btree (code varchar_pattern_ops);


CREATE INDEX concerns_concern_entered_by_id_7f051010 ON public.concerns_concern USING btree (entered_by_id);


CREATE INDEX concerns_concern_handler_id_841e5da0 ON public.concerns_concern USING btree (handler_id);


CREATE INDEX concerns_concern_meeting_id_23ed96e8 ON public.concerns_concern USING btree (meeting_id);


CREATE INDEX concerns_concern_merged_into_id_644a715c ON public.concerns_concern USING btree (merged_into_id);


CREATE INDEX concerns_concern_organisation_id_52a09080 ON public.concerns_concern USING btree (organisation_id);


CREATE INDEX concerns_concern_place_id_89e75ddc ON public.concerns_concern USING btree (place_id);


CREATE INDEX concerns_concern_sent_key_990c4691_like ON public.concerns_concern USING btree (sent_key varchar_pattern_ops);


CREATE INDEX concerns_confidant_named_by_id_04cb1cfc ON public.concerns_confidant USING btree (named_by_id);


CREATE INDEX concerns_confidant_organisation_id_f381063d ON public.concerns_confidant USING btree (organisation_id);


CREATE INDEX concerns_confidant_user_id_36b7393f ON public.concerns_confidant USING btree (user_id);


CREATE INDEX concerns_countedconcern_organisation_id_5c3707f0 ON public.concerns_countedconcern USING btree (organisation_id);


CREATE INDEX concerns_countedconcern_place_id_7cfe0d27 ON public.concerns_countedconcern USING btree (place_id);


CREATE INDEX concerns_endpoint_ended_by_id_6be9c4f5 ON public.concerns_endpoint USING btree (ended_by_id);


CREATE INDEX concerns_endpoint_made_by_id_d299e1bb ON public.concerns_endpoint USING btree (made_by_id);


CREATE INDEX concerns_endpoint_organisation_id_6ad3b404 ON public.concerns_endpoint USING btree (organisation_id);


CREATE INDEX concerns_forwarding_by_id_8652ec3c ON public.concerns_forwarding USING btree (by_id);


CREATE INDEX concerns_forwarding_concern_id_5ac1041b ON public.concerns_forwarding USING btree (concern_id);


CREATE INDEX concerns_forwarding_endpoint_id_64f5c7fb ON public.concerns_forwarding USING btree (endpoint_id);


CREATE INDEX concerns_handling_by_id_8b8ebfc1 ON public.concerns_handling USING btree (by_id);


CREATE INDEX concerns_handling_concern_id_aea1e38a ON public.concerns_handling USING btree (concern_id);


CREATE INDEX concerns_handling_organisation_id_7b11f451 ON public.concerns_handling USING btree (organisation_id);


CREATE INDEX concerns_meeting_entered_by_id_b378172b ON public.concerns_meeting USING btree (entered_by_id);


CREATE INDEX concerns_meeting_organisation_id_6b6afd13 ON public.concerns_meeting USING btree (organisation_id);


CREATE INDEX concerns_meeting_place_id_28c9cb19 ON public.concerns_meeting USING btree (place_id);


CREATE INDEX concerns_officelimit_made_by_id_5d446a38 ON public.concerns_officelimit USING btree (made_by_id);


CREATE INDEX concerns_officelimit_place_id_7212c0ee ON public.concerns_officelimit USING btree (place_id);


CREATE INDEX concerns_opinion_by_id_1f21249c ON public.concerns_opinion USING btree (by_id);


CREATE INDEX concerns_opinion_concern_id_0d8e53f9 ON public.concerns_opinion USING btree (concern_id);


CREATE INDEX concerns_opinion_organisation_id_e92f3e29 ON public.concerns_opinion USING btree (organisation_id);


CREATE INDEX concerns_publication_published_by_id_40dbd212 ON public.concerns_publication USING btree (published_by_id);


CREATE INDEX concerns_publication_withdrawn_by_id_be8a7e0f ON public.concerns_publication USING btree (withdrawn_by_id);


CREATE INDEX concerns_question_asked_by_id_2129c10e ON public.concerns_question USING btree (asked_by_id);


CREATE INDEX concerns_question_concern_id_8ea04149 ON public.concerns_question USING btree (concern_id);


CREATE INDEX concerns_question_organisation_id_a7c67e59 ON public.concerns_question USING btree (organisation_id);


CREATE INDEX concerns_reading_by_id_d13490ed ON public.concerns_reading USING btree (by_id);


CREATE INDEX concerns_reading_concern_id_5782870b ON public.concerns_reading USING btree (concern_id);


CREATE INDEX concerns_reading_organisation_id_03a2cf93 ON public.concerns_reading USING btree (organisation_id);


CREATE INDEX concerns_reminder_concern_id_8603e434 ON public.concerns_reminder USING btree (concern_id);


CREATE INDEX concerns_route_made_by_id_79d3790f ON public.concerns_route USING btree (made_by_id);


CREATE INDEX concerns_route_organisation_id_bcd1dbc5 ON public.concerns_route USING btree (organisation_id);


CREATE INDEX concerns_route_place_id_aac25134 ON public.concerns_route USING btree (place_id);


CREATE INDEX concerns_template_made_by_id_9c4bbfd9 ON public.concerns_template USING btree (made_by_id);


CREATE INDEX concerns_template_organisation_id_0a3c63b4 ON public.concerns_template USING btree (organisation_id);


CREATE INDEX concerns_turn_by_id_1f7feb28 ON public.concerns_turn USING btree (by_id);


CREATE INDEX concerns_turn_concern_id_8e2fd5a2 ON public.concerns_turn USING btree (concern_id);


CREATE INDEX concerns_turn_organisation_id_53a56ec1 ON public.concerns_turn USING btree (organisation_id);


CREATE INDEX consent_of_producer ON public.products_contactconsent USING btree (producer_id);


CREATE UNIQUE INDEX consent_one_in_force ON public.products_contactconsent USING btree (producer_id) WHERE (ended_at IS NULL);


CREATE INDEX content_object_idx ON public.wagtailcore_revision USING btree (content_type_id, object_id);


CREATE INDEX contribution_by_day ON public.movements_contribution USING btree (movement_id, day DESC, id DESC);


CREATE INDEX contribution_by_kind ON public.movements_contribution USING btree (kind, day);


CREATE UNIQUE INDEX correction_once_in_a_place ON public.clocks_correction USING btree (place_id, day) NULLS NOT DISTINCT WHERE (withdrawn_at IS NULL);


CREATE INDEX counted_by_clock ON public.concerns_countedconcern USING btree (clock_id) WHERE (clock_id IS NOT NULL);


CREATE INDEX counted_by_day ON public.concerns_countedconcern USING btree (sent_on);


CREATE INDEX counted_due ON public.concerns_countedconcern USING btree (due_on, concern_id) WHERE ((state)::text = ANY ((ARRAY['received'::character varying, 'classified'::character varying, 'transferred'::character varying, 'accepted'::character varying, 'verifying'::character varying, 'reopened'::character varying])::text[]));


CREATE INDEX counted_due_in_home ON public.concerns_countedconcern USING btree (home, due_on, concern_id) WHERE ((state)::text = ANY ((ARRAY['received'::character varying, 'classified'::character varying, 'transferred'::character varying, 'accepted'::character varying, 'verifying'::character varying, 'reopened'::character varying])::text[]));


CREATE INDEX day_tally_of_scope ON public.products_daytally USING btree (scope, is_month, day, "group", stars, state) INCLUDE (count);


CREATE INDEX decision_tally_newest ON public.certificates_decisiontally USING btree (issued_on DESC, decision, authority);


CREATE INDEX decision_tally_of_province ON public.certificates_decisiontally USING btree (province, issued_on DESC, decision, authority);


CREATE INDEX delivery_due ON public.follow_delivery USING btree (due_at) WHERE ((state)::text = 'waiting'::text);


CREATE INDEX delivery_log ON public.follow_delivery USING btree (webhook_id, created_at DESC, id DESC);


CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


CREATE INDEX draft_public_newest ON public.instruments_draft USING btree (open_until DESC, id DESC) WHERE ((published_at IS NOT NULL) AND (withdrawn_at IS NULL));


CREATE UNIQUE INDEX endpoint_once ON public.concerns_endpoint USING btree (organisation_id, url, jurisdiction) WHERE (ended_at IS NULL);


CREATE INDEX entry_subject ON public.records_entry USING btree (subject_type, subject_id);


CREATE INDEX erasure_of_kind ON public.comments_erasure USING btree (kind, erased_at DESC);


CREATE INDEX event_in_place ON public.events_event USING btree (place_id, starts_on DESC);


CREATE INDEX event_in_province ON public.events_event USING btree (province, starts_on, id);


CREATE INDEX event_lasting ON public.events_event USING btree (ends_on) WHERE (starts_on < ends_on);


CREATE INDEX event_lasting_in_province ON public.events_event USING btree (province, ends_on) WHERE (starts_on < ends_on);


CREATE INDEX event_lasting_of_host ON public.events_event USING btree (host_id, ends_on) WHERE (starts_on < ends_on);


CREATE INDEX event_of_host ON public.events_event USING btree (host_id, starts_on, id);


CREATE INDEX event_order ON public.events_event USING btree (starts_on DESC, id DESC);


CREATE INDEX event_published ON public.events_event USING btree (starts_on) WHERE (published_at IS NOT NULL);


CREATE INDEX events_agendaitem_event_id_28d22c52 ON public.events_agendaitem USING btree (event_id);


CREATE INDEX events_attendance_guest_id_4ad85d25 ON public.events_attendance USING btree (guest_id);


CREATE INDEX events_attendance_noted_by_id_2ae55923 ON public.events_attendance USING btree (noted_by_id);


CREATE INDEX events_attendance_withdrawn_by_id_f9b7c2e8 ON public.events_attendance USING btree (withdrawn_by_id);


CREATE INDEX events_attendancepaper_check_code_fa053104_like ON public.events_attendancepaper USING btree (check_code varchar_pattern_ops);


CREATE INDEX events_attendancepaper_issued_by_id_9f208337 ON public.events_attendancepaper USING btree (issued_by_id);


CREATE INDEX events_attendancepaper_number_edb9cfdd_like ON public.events_attendancepaper USING btree (number varchar_pattern_ops);


CREATE INDEX events_cohost_event_id_5e2c9e94 ON public.events_cohost USING btree (event_id);


CREATE INDEX events_cohost_organisation_id_9c2af758 ON public.events_cohost USING btree (organisation_id);


CREATE INDEX events_costline_event_id_7ba2b618 ON public.events_costline USING btree (event_id);


CREATE INDEX events_event_created_by_id_2c28ea90 ON public.events_event USING btree (created_by_id);


CREATE INDEX events_event_instrument_id_8472cf9e ON public.events_event USING btree (instrument_id);


CREATE INDEX events_event_place_id_61ecc581 ON public.events_event USING btree (place_id);


CREATE INDEX events_guest_event_id_d207f765 ON public.events_guest USING btree (event_id);


CREATE INDEX events_guest_membership_id_28a5c752 ON public.events_guest USING btree (membership_id);


CREATE INDEX events_guest_organisation_id_c7e78471 ON public.events_guest USING btree (organisation_id);


CREATE INDEX events_guest_place_id_7e16be31 ON public.events_guest USING btree (place_id);


CREATE INDEX events_guest_rule_id_b84459bc ON public.events_guest USING btree (rule_id);


CREATE INDEX events_guestrule_event_id_770792fe ON public.events_guestrule USING btree (event_id);


CREATE INDEX events_guestrule_invited_by_id_24f67a08 ON public.events_guestrule USING btree (invited_by_id);


CREATE INDEX events_guestrule_organisation_id_defc3dfe ON public.events_guestrule USING btree (organisation_id);


CREATE INDEX events_guestrule_place_id_1b9f1723 ON public.events_guestrule USING btree (place_id);


CREATE INDEX events_handout_event_id_c985b385 ON public.events_handout USING btree (event_id);


CREATE INDEX events_handout_file_id_ec7e265e ON public.events_handout USING btree (file_id);


CREATE INDEX events_interest_event_id_c9541b6a ON public.events_interest USING btree (event_id);


CREATE INDEX events_interest_noted_by_id_f3e9f68b ON public.events_interest USING btree (noted_by_id);


CREATE INDEX events_interest_place_id_eac05056 ON public.events_interest USING btree (place_id);


CREATE INDEX events_question_answered_by_id_cd591b46 ON public.events_question USING btree (answered_by_id);


CREATE INDEX events_question_asked_by_id_4fa461d5 ON public.events_question USING btree (asked_by_id);


CREATE INDEX events_question_event_id_3edfdfe3 ON public.events_question USING btree (event_id);


CREATE INDEX events_speaker_event_id_5d094b57 ON public.events_speaker USING btree (event_id);


CREATE INDEX events_speaker_user_id_141dfd5d ON public.events_speaker USING btree (user_id);


CREATE INDEX events_topic_event_id_08ec7d45 ON public.events_topic USING btree (event_id);


CREATE INDEX findable_knownword_sound_b52bff8d ON public.findable_knownword USING btree (sound);


CREATE INDEX findable_knownword_sound_b52bff8d_like ON public.findable_knownword USING btree (sound varchar_pattern_ops);


CREATE INDEX findable_knownword_word_6b591e85_like ON public.findable_knownword USING btree (word varchar_pattern_ops);


CREATE INDEX follow_delivery_happening_id_111efe3f ON public.follow_delivery USING btree (happening_id);


CREATE INDEX follow_delivery_message_e63c2cec_like ON public.follow_delivery USING btree (message varchar_pattern_ops);


CREATE INDEX follow_delivery_webhook_id_7ed3fe52 ON public.follow_delivery USING btree (webhook_id);


CREATE INDEX follow_follower_digest_ecda512d_like ON public.follow_follower USING btree (digest varchar_pattern_ops);


CREATE INDEX follow_following_follower_id_d8c63b90 ON public.follow_following USING btree (follower_id);


CREATE INDEX follow_telling_follower_id_3f501c93 ON public.follow_telling USING btree (follower_id);


CREATE INDEX follow_telling_happening_id_f71c1896 ON public.follow_telling USING btree (happening_id);


CREATE INDEX follow_webhook_created_by_id_34cad17e ON public.follow_webhook USING btree (created_by_id);


CREATE INDEX follow_webhook_organisation_id_d530043c ON public.follow_webhook USING btree (organisation_id);


CREATE INDEX follow_webhook_place_id_2e478e5e ON public.follow_webhook USING btree (place_id);


CREATE INDEX following_told ON public.follow_following USING btree (topic) WHERE (confirmed_at IS NOT NULL);


CREATE INDEX formstate_user_object ON public.wagtailadmin_formstate USING btree (user_id, content_type_id, object_id, parent_object_id);


CREATE INDEX forwarding_due ON public.concerns_forwarding USING btree (due_at) WHERE (due_at IS NOT NULL);


CREATE UNIQUE INDEX forwarding_once ON public.concerns_forwarding USING btree (concern_id, endpoint_id) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'sent'::character varying, 'unclear'::character varying, 'closed'::character varying])::text[]));


CREATE INDEX grace_of_unit ON public.indicators_grace USING btree (collection_id, place_id);


CREATE UNIQUE INDEX guest_body_once ON public.events_guest USING btree (event_id, organisation_id) WHERE ((membership_id IS NULL) AND (organisation_id IS NOT NULL));


CREATE UNIQUE INDEX guest_came_once ON public.events_attendance USING btree (guest_id) WHERE (withdrawn_at IS NULL);


CREATE UNIQUE INDEX guest_membership_once ON public.events_guest USING btree (event_id, membership_id) WHERE (membership_id IS NOT NULL);


CREATE INDEX guest_place ON public.events_guest USING btree (event_id, place_id);


CREATE INDEX handling_now ON public.concerns_handling USING btree (organisation_id, concern_id) WHERE (until_at IS NULL);


CREATE UNIQUE INDEX handling_once ON public.concerns_handling USING btree (concern_id, organisation_id) WHERE (until_at IS NULL);


CREATE UNIQUE INDEX handling_one_leads ON public.concerns_handling USING btree (concern_id) WHERE (((part)::text = 'leads'::text) AND (until_at IS NULL));


CREATE INDEX happening_until ON public.follow_notedhappening USING btree (until);


CREATE INDEX idea_of_noter ON public.products_idea USING btree (noted_by_id, noted_at DESC);


CREATE INDEX idea_queue ON public.products_idea USING btree (current_place_id, state, noted_at DESC);


CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


CREATE INDEX import_of_office ON public.register_import USING btree (organisation_id, started_at DESC);


CREATE INDEX import_row_answers ON public.register_importrow USING btree (importing_id, answer, sheet_id, number, piece);


CREATE INDEX index_entry_begins ON public.findable_indexentry USING btree (folded_title varchar_pattern_ops);


CREATE INDEX index_entry_front_title ON public.findable_indexentry USING gin (title_words) WHERE is_front;


CREATE INDEX index_entry_front_words ON public.findable_indexentry USING gin (all_words) WHERE is_front;


CREATE INDEX index_entry_newest ON public.findable_indexentry USING btree (day DESC NULLS LAST, id);


CREATE INDEX index_entry_of_kind ON public.findable_indexentry USING btree (kind, day DESC NULLS LAST, id);


CREATE INDEX index_entry_place ON public.findable_indexentry USING btree (place);


CREATE INDEX index_entry_title ON public.findable_indexentry USING gin (title_words);


CREATE INDEX index_entry_words ON public.findable_indexentry USING gin (all_words);


CREATE INDEX indicators_approval_by_id_c5f35fa6 ON public.indicators_approval USING btree (by_id);


CREATE INDEX indicators_approval_report_id_dacf3710 ON public.indicators_approval USING btree (report_id);


CREATE INDEX indicators_asked_at_most_id_b2454e78 ON public.indicators_asked USING btree (at_most_id);


CREATE INDEX indicators_asked_collection_id_20cb4194 ON public.indicators_asked USING btree (collection_id);


CREATE INDEX indicators_asked_indicator_id_f67404da ON public.indicators_asked USING btree (indicator_id);


CREATE INDEX indicators_asked_part_of_id_7944b1bf ON public.indicators_asked USING btree (part_of_id);


CREATE INDEX indicators_collection_instrument_id_d2f34a44 ON public.indicators_collection USING btree (instrument_id);


CREATE INDEX indicators_collection_organisation_id_3d55009c ON public.indicators_collection USING btree (organisation_id);


CREATE INDEX indicators_collection_place_id_50ce24b4 ON public.indicators_collection USING btree (place_id);


CREATE INDEX indicators_definition_indicator_id_f57e6d06 ON public.indicators_definition USING btree (indicator_id);


CREATE INDEX indicators_figure_noted_by_id_2d8a1183 ON public.indicators_figure USING btree (noted_by_id);


CREATE INDEX indicators_figure_place_id_4975fd92 ON public.indicators_figure USING btree (place_id);


CREATE INDEX indicators_figure_report_id_a853206f ON public.indicators_figure USING btree (report_id);


CREATE INDEX indicators_grace_collection_id_059055ff ON public.indicators_grace USING btree (collection_id);


CREATE INDEX indicators_grace_granted_by_id_1f11a8fd ON public.indicators_grace USING btree (granted_by_id);


CREATE INDEX indicators_grace_place_id_12d05d7e ON public.indicators_grace USING btree (place_id);


CREATE INDEX indicators_indicator_code_2ca7c8f7_like ON public.indicators_indicator USING btree (code varchar_pattern_ops);


CREATE INDEX indicators_indicator_denominator_id_ead60adb ON public.indicators_indicator USING btree (denominator_id);


CREATE INDEX indicators_indicator_numerator_id_b538d4f1 ON public.indicators_indicator USING btree (numerator_id);


CREATE INDEX indicators_indicator_organisation_id_5fca035a ON public.indicators_indicator USING btree (organisation_id);


CREATE INDEX indicators_keptfigure_paper_id_3dc62508 ON public.indicators_keptfigure USING btree (paper_id);


CREATE INDEX indicators_keptfigure_place_id_7a0ff1d9 ON public.indicators_keptfigure USING btree (place_id);


CREATE INDEX indicators_keptpaper_kept_by_id_c6e5f767 ON public.indicators_keptpaper USING btree (kept_by_id);


CREATE INDEX indicators_keptpaper_pdf_id_5525506b ON public.indicators_keptpaper USING btree (pdf_id);


CREATE INDEX indicators_keptpaper_word_id_0912e754 ON public.indicators_keptpaper USING btree (word_id);


CREATE INDEX indicators_stagedform_brought_by_id_c00dc2e7 ON public.indicators_stagedform USING btree (brought_by_id);


CREATE INDEX indicators_stagedform_collection_id_92cdaf85 ON public.indicators_stagedform USING btree (collection_id);


CREATE INDEX indicators_value_place_id_6fbcda16 ON public.indicators_value USING btree (place_id);


CREATE INDEX indicators_valuereport_collection_id_f1fc20f3 ON public.indicators_valuereport USING btree (collection_id);


CREATE INDEX indicators_valuereport_place_id_36d20da6 ON public.indicators_valuereport USING btree (place_id);


CREATE INDEX indicators_valuereport_submitted_by_id_11bad1eb ON public.indicators_valuereport USING btree (submitted_by_id);


CREATE INDEX instrument_newest ON public.instruments_instrument USING btree (issued_on DESC, id DESC);


CREATE INDEX instrument_of_number ON public.instruments_instrument USING btree (number_key, year);


CREATE UNIQUE INDEX instrument_once_in_an_office ON public.instruments_instrument USING btree (recorded_for_id, kind, issuer_key, number_key, year) NULLS NOT DISTINCT WHERE (NOT ((number_key)::text = ''::text));


CREATE INDEX instrument_public_newest ON public.instruments_instrument USING btree (issued_on DESC, id DESC) WHERE (published_at IS NOT NULL);


CREATE INDEX instruments_answer_answered_by_id_b3f2642b ON public.instruments_answer USING btree (answered_by_id);


CREATE INDEX instruments_answer_comment_id_5e428a25 ON public.instruments_answer USING btree (comment_id);


CREATE INDEX instruments_draft_drafted_by_id_b8eb156b ON public.instruments_draft USING btree (drafted_by_id);


CREATE INDEX instruments_draft_file_id_665f97ed ON public.instruments_draft USING btree (file_id);


CREATE INDEX instruments_draft_issued_id_a7ff2129 ON public.instruments_draft USING btree (issued_id);


CREATE INDEX instruments_draft_organisation_id_e94d3a7b ON public.instruments_draft USING btree (organisation_id);


CREATE INDEX instruments_draft_place_id_77a54cd4 ON public.instruments_draft USING btree (place_id);


CREATE INDEX instruments_draft_published_by_id_31a8c0aa ON public.instruments_draft USING btree (published_by_id);


CREATE INDEX instruments_draft_withdrawn_by_id_4ab49a4f ON public.instruments_draft USING btree (withdrawn_by_id);


CREATE INDEX instruments_instrument_file_id_855c238a ON public.instruments_instrument USING btree (file_id);


CREATE INDEX instruments_instrument_organisation_id_fd574999 ON public.instruments_instrument USING btree (organisation_id);


CREATE INDEX instruments_instrument_place_id_87d3162a ON public.instruments_instrument USING btree (place_id);


CREATE INDEX instruments_instrument_recorded_by_id_eab2d03d ON public.instruments_instrument USING btree (recorded_by_id);


CREATE INDEX instruments_instrument_recorded_for_id_dd1159da ON public.instruments_instrument USING btree (recorded_for_id);


CREATE INDEX instruments_publication_instrument_id_1103ef26 ON public.instruments_publication USING btree (instrument_id);


CREATE INDEX instruments_publication_published_by_id_514ffbe7 ON public.instruments_publication USING btree (published_by_id);


CREATE INDEX instruments_publication_published_for_id_31aa062d ON public.instruments_publication USING btree (published_for_id);


CREATE INDEX instruments_publication_withdrawn_by_id_efd60548 ON public.instruments_publication USING btree (withdrawn_by_id);


CREATE INDEX instruments_relation_added_by_id_eb2ae7d3 ON public.instruments_relation USING btree (added_by_id);


CREATE INDEX instruments_relation_older_id_0296f765 ON public.instruments_relation USING btree (older_id);


CREATE INDEX instruments_relation_paper_id_22037edc ON public.instruments_relation USING btree (paper_id);


CREATE INDEX interest_erased ON public.events_interest USING btree (erased_at) WHERE (erased_at IS NOT NULL);


CREATE INDEX interest_waiting ON public.events_interest USING btree (event_id) WHERE (idea_id IS NULL);


CREATE UNIQUE INDEX issued_review_once ON public.agreements_issuedreport USING btree (agreement_id) WHERE ((kind)::text = 'review'::text);


CREATE UNIQUE INDEX item_confirmed_once_by_a_party ON public.agreements_itemnote USING btree (item_id, round, party_id) WHERE ((kind)::text = 'confirmed'::text);


CREATE INDEX item_note_by_day ON public.agreements_itemnote USING btree (item_id, "on" DESC, id DESC);


CREATE UNIQUE INDEX item_said_done_once_a_round ON public.agreements_itemnote USING btree (item_id, round) WHERE ((kind)::text = 'done'::text);


CREATE INDEX known_word_alike ON public.findable_knownword USING gin (word public.gin_trgm_ops);


CREATE INDEX letter_about ON public.parties_letter USING btree (about_type, about_id);


CREATE INDEX letter_due ON public.parties_letter USING btree (due_at) WHERE ((state)::text = 'queued'::text);


CREATE INDEX letter_erased ON public.parties_letter USING btree (erased_at) WHERE (erased_at IS NOT NULL);


CREATE INDEX letter_outbox ON public.parties_letter USING btree (organisation_id, state, created_at DESC);


CREATE INDEX letter_stuck ON public.parties_letter USING btree (state) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'failed'::character varying])::text[]));


CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);


CREATE INDEX movements_contribution_movement_id_076c245e ON public.movements_contribution USING btree (movement_id);


CREATE INDEX movements_contribution_place_id_a47f5961 ON public.movements_contribution USING btree (place_id);


CREATE INDEX movements_contribution_proof_id_446bf037 ON public.movements_contribution USING btree (proof_id);


CREATE INDEX movements_contribution_recorded_by_id_ffd68b7a ON public.movements_contribution USING btree (recorded_by_id);


CREATE INDEX movements_movement_basis_id_00b1db5d ON public.movements_movement USING btree (basis_id);


CREATE INDEX movements_movement_organisation_id_0148f605 ON public.movements_movement USING btree (organisation_id);


CREATE INDEX movements_movement_parts_movement_id_8724b4bc ON public.movements_movement_parts USING btree (movement_id);


CREATE INDEX movements_movement_parts_place_id_50148684 ON public.movements_movement_parts USING btree (place_id);


CREATE INDEX movements_movement_place_id_330a7241 ON public.movements_movement USING btree (place_id);


CREATE INDEX news_article_card_id_3cff2873 ON public.news_article USING btree (card_id);


CREATE INDEX news_article_home_id_d83dceb1 ON public.news_article USING btree (home_id);


CREATE INDEX news_article_in_section_id_507459df ON public.news_article USING btree (in_section_id);


CREATE INDEX news_article_picture_id_295a40be ON public.news_article USING btree (picture_id);


CREATE INDEX news_article_place_id_4eb6e074 ON public.news_article USING btree (place_id);


CREATE INDEX news_articleproduct_article_id_f33b1df0 ON public.news_articleproduct USING btree (article_id);


CREATE INDEX news_articleproduct_product_id_2806ee50 ON public.news_articleproduct USING btree (product_id);


CREATE INDEX news_by_time ON public.news_article USING btree (shown_at DESC, page_ptr_id DESC);


CREATE INDEX news_featured ON public.news_article USING btree (featured_until) WHERE (featured_until IS NOT NULL);


CREATE INDEX news_formeraddress_page_id_218a503e ON public.news_formeraddress USING btree (page_id);


CREATE INDEX news_formeraddress_url_path_e2d88a1b_like ON public.news_formeraddress USING btree (url_path varchar_pattern_ops);


CREATE UNIQUE INDEX news_host_unique ON public.news_unithome USING btree (host) WHERE (NOT ((host)::text = ''::text));


CREATE INDEX news_hot ON public.news_article USING btree (hot_until) WHERE (hot_until IS NOT NULL);


CREATE INDEX news_link_group_id_38035fd4 ON public.news_link USING btree (group_id);


CREATE INDEX news_linkgroup_home_id_73fd9c9a ON public.news_linkgroup USING btree (home_id);


CREATE INDEX news_of_home ON public.news_article USING btree (home_id, shown_at DESC, page_ptr_id DESC);


CREATE INDEX news_of_place ON public.news_article USING btree (place_id, shown_at DESC);


CREATE INDEX news_of_section ON public.news_article USING btree (in_section_id, shown_at DESC, page_ptr_id DESC);


CREATE UNIQUE INDEX news_one_draft_of_a_record ON public.news_article USING btree (home_id, made_from) WHERE (NOT ((made_from)::text = ''::text));


CREATE INDEX news_paper_collection_id_23be99a6 ON public.news_paper USING btree (collection_id);


CREATE INDEX news_paper_organisation_id_65b2610f ON public.news_paper USING btree (organisation_id);


CREATE INDEX news_paper_stored_id_13d6c2ce ON public.news_paper USING btree (stored_id);


CREATE INDEX news_paper_uploaded_by_user_id_ffde7ca3 ON public.news_paper USING btree (uploaded_by_user_id);


CREATE INDEX news_picture_collection_id_ecac88f2 ON public.news_picture USING btree (collection_id);


CREATE INDEX news_picture_created_at_20b5aaef ON public.news_picture USING btree (created_at);


CREATE INDEX news_picture_file_hash_8c6b8b21 ON public.news_picture USING btree (file_hash);


CREATE INDEX news_picture_file_hash_8c6b8b21_like ON public.news_picture USING btree (file_hash varchar_pattern_ops);


CREATE INDEX news_picture_organisation_id_e8af1d8d ON public.news_picture USING btree (organisation_id);


CREATE INDEX news_picture_stored_id_1b25b815 ON public.news_picture USING btree (stored_id);


CREATE INDEX news_picture_uploaded_by_user_id_addeb274 ON public.news_picture USING btree (uploaded_by_user_id);


CREATE INDEX news_rendition_filter_spec_33ae73fa ON public.news_rendition USING btree (filter_spec);


CREATE INDEX news_rendition_filter_spec_33ae73fa_like ON public.news_rendition USING btree (filter_spec varchar_pattern_ops);


CREATE INDEX news_rendition_image_id_347cebb7 ON public.news_rendition USING btree (image_id);


CREATE INDEX news_section_home_id_0091fd37 ON public.news_section USING btree (home_id);


CREATE INDEX news_sectiontalk_opened_by_id_e2a63e43 ON public.news_sectiontalk USING btree (opened_by_id);


CREATE INDEX news_topics ON public.news_article USING gin (topics);


CREATE INDEX news_unithome_organisation_id_a40b5e0a ON public.news_unithome USING btree (organisation_id);


CREATE INDEX news_unithome_place_id_e4f3813c ON public.news_unithome USING btree (place_id);


CREATE INDEX news_unithome_shared_sections_section_id_3bc8262f ON public.news_unithome_shared_sections USING btree (section_id);


CREATE INDEX news_unithome_shared_sections_unithome_id_f2511886 ON public.news_unithome_shared_sections USING btree (unithome_id);


CREATE INDEX notice_desk ON public.parties_notice USING btree (user_id, created_at DESC);


CREATE UNIQUE INDEX notice_once ON public.parties_notice USING btree (user_id, key) WHERE (NOT ((key)::text = ''::text));


CREATE UNIQUE INDEX one_feed_of_a_post ON public.parties_personalfeed USING btree (membership_id) WHERE (ended_at IS NULL);


CREATE INDEX organisation_also_in ON public.parties_organisation USING btree (also_in, place_key, name, id) WHERE (NOT ((also_in)::text = ''::text));


CREATE INDEX organisation_in_order ON public.parties_organisation USING btree (place_key, name, id);


CREATE INDEX organisation_in_province ON public.parties_organisation USING btree (province, place_key, name, id);


CREATE INDEX organisation_offices ON public.parties_organisation USING btree (kind, place_key, name, id) WHERE (NOT ((kind)::text = 'producer'::text));


CREATE INDEX organisation_offices_province ON public.parties_organisation USING btree (province, kind, place_key, name, id) WHERE (NOT ((kind)::text = 'producer'::text));


CREATE UNIQUE INDEX organisation_once_in_a_place ON public.parties_organisation USING btree (kind, lower((name)::text), place_id) NULLS NOT DISTINCT WHERE (NOT ((kind)::text = 'producer'::text));


CREATE INDEX organisation_search ON public.parties_organisation USING gin (province, found_by public.gin_trgm_ops);


CREATE INDEX parties_apikey_digest_3395c0c8_like ON public.parties_apikey USING btree (digest varchar_pattern_ops);


CREATE INDEX parties_apikey_membership_id_6dd4a1aa ON public.parties_apikey USING btree (membership_id);


CREATE INDEX parties_apikey_revoked_by_id_c7e7f865 ON public.parties_apikey USING btree (revoked_by_id);


CREATE INDEX parties_invitation_accepted_by_id_55198744 ON public.parties_invitation USING btree (accepted_by_id);


CREATE INDEX parties_invitation_invited_by_id_a87e56bd ON public.parties_invitation USING btree (invited_by_id);


CREATE INDEX parties_invitation_organisation_id_e26ee9ea ON public.parties_invitation USING btree (organisation_id);


CREATE INDEX parties_invitation_place_id_38dc3be4 ON public.parties_invitation USING btree (place_id);


CREATE INDEX parties_letter_key_b53f3435_like ON public.parties_letter USING btree (key varchar_pattern_ops);


CREATE INDEX parties_letter_organisation_id_cd73faa3 ON public.parties_letter USING btree (organisation_id);


CREATE INDEX parties_letter_written_by_id_7e5834b7 ON public.parties_letter USING btree (written_by_id);


CREATE INDEX parties_membership_ended_by_id_ba620b22 ON public.parties_membership USING btree (ended_by_id);


CREATE INDEX parties_membership_granted_by_id_8f0cece5 ON public.parties_membership USING btree (granted_by_id);


CREATE INDEX parties_membership_organisation_id_c24a77b1 ON public.parties_membership USING btree (organisation_id);


CREATE INDEX parties_membership_place_id_68e530b1 ON public.parties_membership USING btree (place_id);


CREATE INDEX parties_membership_user_id_167fdf2b ON public.parties_membership USING btree (user_id);


CREATE INDEX parties_notice_membership_id_8b06f9fb ON public.parties_notice USING btree (membership_id);


CREATE INDEX parties_notice_user_id_703570a0 ON public.parties_notice USING btree (user_id);


CREATE INDEX parties_organisation_parent_id_dc26f50d ON public.parties_organisation USING btree (parent_id);


CREATE INDEX parties_organisation_place_id_8e57d634 ON public.parties_organisation USING btree (place_id);


CREATE INDEX parties_personalfeed_digest_a86e74ad_like ON public.parties_personalfeed USING btree (digest varchar_pattern_ops);


CREATE INDEX parties_personalfeed_ended_by_id_c9349b85 ON public.parties_personalfeed USING btree (ended_by_id);


CREATE INDEX parties_personalfeed_membership_id_46730566 ON public.parties_personalfeed USING btree (membership_id);


CREATE INDEX parties_user_groups_group_id_3df3de0e ON public.parties_user_groups USING btree (group_id);


CREATE INDEX parties_user_groups_user_id_412e02e6 ON public.parties_user_groups USING btree (user_id);


CREATE INDEX parties_user_user_permissions_permission_id_02df798e ON public.parties_user_user_permissions USING btree (permission_id);


CREATE INDEX parties_user_user_permissions_user_id_7c8f8dc3 ON public.parties_user_user_permissions USING btree (user_id);


CREATE INDEX parties_user_username_1ac0219d_like ON public.parties_user USING btree (username varchar_pattern_ops);


CREATE INDEX parties_waitingmail_due_at_3d584107 ON public.parties_waitingmail USING btree (due_at);


CREATE INDEX place_folded ON public.places_place USING btree (folded);


CREATE INDEX place_lineage ON public.places_place USING btree (lineage varchar_pattern_ops);


CREATE INDEX place_order ON public.places_place USING btree (sort_key, id);


CREATE INDEX place_search ON public.places_place USING gin (searchable public.gin_trgm_ops);


CREATE INDEX places_place_parent_id_593054a7 ON public.places_place USING btree (parent_id);


CREATE INDEX places_succession_new_id_6dcebdbd ON public.places_succession USING btree (new_id);


CREATE INDEX places_succession_old_id_e79d586d ON public.places_succession USING btree (old_id);


CREATE INDEX plan_by_year ON public.plans_plan USING btree (year DESC, state);


CREATE INDEX plan_of_place ON public.plans_plan USING btree (place_id, year DESC);


CREATE UNIQUE INDEX plan_one_draft ON public.plans_plan USING btree (organisation_id, programme_id, year) WHERE ((state)::text = 'draft'::text);


CREATE UNIQUE INDEX plan_one_in_force ON public.plans_plan USING btree (organisation_id, programme_id, year) WHERE ((state)::text = ANY ((ARRAY['issued'::character varying, 'reviewed'::character varying])::text[]));


CREATE UNIQUE INDEX plan_revised_once ON public.plans_plan USING btree (replaces_id) WHERE (NOT ((state)::text = 'withdrawn'::text));


CREATE INDEX plans_adoption_share_id_66996b38 ON public.plans_adoption USING btree (share_id);


CREATE INDEX plans_figure_place_id_18b894f4 ON public.plans_figure USING btree (place_id);


CREATE INDEX plans_figure_reported_by_id_68578e0c ON public.plans_figure USING btree (reported_by_id);


CREATE INDEX plans_figure_target_id_7e49205b ON public.plans_figure USING btree (target_id);


CREATE INDEX plans_plan_decision_id_9b7baab7 ON public.plans_plan USING btree (decision_id);


CREATE INDEX plans_plan_organisation_id_bd01422b ON public.plans_plan USING btree (organisation_id);


CREATE INDEX plans_plan_parent_id_2169a7a4 ON public.plans_plan USING btree (parent_id);


CREATE INDEX plans_plan_place_id_394756f5 ON public.plans_plan USING btree (place_id);


CREATE INDEX plans_plan_programme_id_bb1e3f26 ON public.plans_plan USING btree (programme_id);


CREATE INDEX plans_plan_replaces_id_83c3e344 ON public.plans_plan USING btree (replaces_id);


CREATE INDEX plans_programme_grounds_instrument_id_69b0196d ON public.plans_programme_grounds USING btree (instrument_id);


CREATE INDEX plans_programme_grounds_programme_id_319fb2c6 ON public.plans_programme_grounds USING btree (programme_id);


CREATE INDEX plans_programme_organisation_id_b21a02a6 ON public.plans_programme USING btree (organisation_id);


CREATE INDEX plans_programme_place_id_15eb821c ON public.plans_programme USING btree (place_id);


CREATE INDEX plans_result_review_id_60799507 ON public.plans_result USING btree (review_id);


CREATE INDEX plans_review_reviewed_by_id_1857227c ON public.plans_review USING btree (reviewed_by_id);


CREATE INDEX plans_share_place_id_1d14c593 ON public.plans_share USING btree (place_id);


CREATE INDEX plans_share_target_id_777eeb06 ON public.plans_share USING btree (target_id);


CREATE INDEX plans_target_indicator_id_8c154346 ON public.plans_target USING btree (indicator_id);


CREATE INDEX plans_target_plan_id_a89da703 ON public.plans_target USING btree (plan_id);


CREATE INDEX plans_target_responsible_id_82b06277 ON public.plans_target USING btree (responsible_id);


CREATE INDEX poll_by_days ON public.polls_poll USING btree (state, closes_on);


CREATE INDEX poll_of_organisation ON public.polls_poll USING btree (organisation_id, opens_on DESC);


CREATE INDEX polls_option_poll_id_57b18242 ON public.polls_option USING btree (poll_id);


CREATE INDEX polls_poll_organisation_id_a9ec79fb ON public.polls_poll USING btree (organisation_id);


CREATE INDEX polls_poll_place_id_e2c347c1 ON public.polls_poll USING btree (place_id);


CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


CREATE INDEX producer_begins ON public.products_producer USING btree (name_key COLLATE "C", id);


CREATE INDEX producer_begins_province ON public.products_producer USING btree (province, name_key COLLATE "C", id);


CREATE INDEX producer_form_province ON public.products_producer USING btree (province, legal_form, sort_key, id);


CREATE INDEX producer_in_place ON public.products_producer USING btree (current_place_id, sort_key, id);


CREATE INDEX producer_in_province ON public.products_producer USING btree (province, sort_key, id);


CREATE INDEX producer_not_active ON public.products_producer USING btree (state, sort_key, id) WHERE (NOT ((state)::text = 'active'::text));


CREATE INDEX producer_of_form ON public.products_producer USING btree (legal_form, sort_key, id);


CREATE UNIQUE INDEX producer_once_by_tax_code ON public.products_producer USING btree (tax_code) WHERE (NOT ((tax_code)::text = ''::text));


CREATE INDEX producer_order ON public.products_producer USING btree (sort_key, id);


CREATE INDEX producer_same ON public.products_producer USING btree (current_place_id, name_key);


CREATE INDEX producer_search ON public.products_producer USING gin (province, searchable public.gin_trgm_ops);


CREATE INDEX product_begins ON public.products_product USING btree (name_key COLLATE "C", id);


CREATE INDEX product_begins_province ON public.products_product USING btree (province, name_key COLLATE "C", id);


CREATE INDEX product_best ON public.products_product USING btree (((stars * '-1'::integer)), sort_key, id) WHERE (stars > 0);


CREATE INDEX product_expiry ON public.products_product USING btree (expires_on, sort_key, id);


CREATE INDEX product_expiry_province ON public.products_product USING btree (province, expires_on, sort_key, id);


CREATE INDEX product_group_province ON public.products_product USING btree (province, "group", sort_key, id);


CREATE INDEX product_in_place ON public.products_product USING btree (current_place_id, sort_key, id);


CREATE INDEX product_in_province ON public.products_product USING btree (province, sort_key, id) INCLUDE (state);


CREATE INDEX product_near ON public.products_product USING btree (current_place_id, near_key);


CREATE INDEX product_newest ON public.products_product USING btree (COALESCE(recognised_on, '1900-01-01'::date), id) WHERE (stars > 0);


CREATE INDEX product_of_group ON public.products_product USING btree ("group", sort_key, id);


CREATE INDEX product_of_set ON public.products_product USING btree (set_number, sort_key, id);


CREATE INDEX product_of_stars ON public.products_product USING btree (stars, sort_key, id);


CREATE INDEX product_order ON public.products_product USING btree (sort_key, id);


CREATE INDEX product_search ON public.products_product USING gin (province, searchable public.gin_trgm_ops);


CREATE INDEX product_stars_province ON public.products_product USING btree (province, stars, sort_key, id);


CREATE INDEX products_contactconsent_ended_by_id_c634c1fb ON public.products_contactconsent USING btree (ended_by_id);


CREATE INDEX products_contactconsent_given_by_id_bdf678c6 ON public.products_contactconsent USING btree (given_by_id);


CREATE INDEX products_idea_advised_by_id_f71a6a46 ON public.products_idea USING btree (advised_by_id);


CREATE INDEX products_idea_current_place_id_95d206f5 ON public.products_idea USING btree (current_place_id);


CREATE INDEX products_idea_noted_by_id_07c77e47 ON public.products_idea USING btree (noted_by_id);


CREATE INDEX products_idea_noted_for_id_49257382 ON public.products_idea USING btree (noted_for_id);


CREATE INDEX products_idea_place_id_74d3c6dd ON public.products_idea USING btree (place_id);


CREATE INDEX products_idea_producer_id_83e9b774 ON public.products_idea USING btree (producer_id);


CREATE INDEX products_producer_place_id_eb18343a ON public.products_producer USING btree (place_id);


CREATE INDEX products_producerperson_recorded_by_id_c28cd557 ON public.products_producerperson USING btree (recorded_by_id);


CREATE INDEX products_productpicture_file_id_bd0a5b15 ON public.products_productpicture USING btree (file_id);


CREATE INDEX products_productpicture_product_id_0390c616 ON public.products_productpicture USING btree (product_id);


CREATE INDEX products_productvariant_product_id_d9c22902 ON public.products_productvariant USING btree (product_id);


CREATE INDEX products_salesplace_place_id_b9c94a2d ON public.products_salesplace USING btree (place_id);


CREATE INDEX products_salesplace_product_id_80f95f20 ON public.products_salesplace USING btree (product_id);


CREATE INDEX products_yearfigure_product_id_393861fd ON public.products_yearfigure USING btree (product_id);


CREATE INDEX programme_cyclestep_place_id_d94f7849 ON public.programme_cyclestep USING btree (place_id);


CREATE INDEX publication_now ON public.concerns_publication USING btree (published_at DESC, id DESC) WHERE (withdrawn_at IS NULL);


CREATE UNIQUE INDEX publication_one_at_a_time ON public.instruments_publication USING btree (instrument_id) WHERE (withdrawn_at IS NULL);


CREATE UNIQUE INDEX question_one_waits ON public.concerns_question USING btree (concern_id) WHERE (replied_at IS NULL);


CREATE INDEX recognition_expiry ON public.certificates_recognition USING btree (expires_on);


CREATE INDEX records_keptform_kept_at_58e1315d ON public.records_keptform USING btree (kept_at);


CREATE INDEX records_keptform_key_28f538e9_like ON public.records_keptform USING btree (key varchar_pattern_ops);


CREATE INDEX records_keptform_user_id_7289ccec ON public.records_keptform USING btree (user_id);


CREATE INDEX records_orderedpaper_ordered_at_38941c2e ON public.records_orderedpaper USING btree (ordered_at);


CREATE INDEX records_orderedpaper_user_id_d41669ff ON public.records_orderedpaper USING btree (user_id);


CREATE INDEX records_sentform_sent_at_6baaeb68 ON public.records_sentform USING btree (sent_at);


CREATE INDEX records_sentform_user_id_415c8345 ON public.records_sentform USING btree (user_id);


CREATE INDEX records_storedfile_created_by_id_b5a9229d ON public.records_storedfile USING btree (created_by_id);


CREATE INDEX records_storedfile_sha256_c3db00cd_like ON public.records_storedfile USING btree (sha256 varchar_pattern_ops);


CREATE INDEX referenceindex_source_object ON public.wagtailcore_referenceindex USING btree (base_content_type_id, object_id);


CREATE INDEX referenceindex_target_object ON public.wagtailcore_referenceindex USING btree (to_content_type_id, to_object_id);


CREATE INDEX register_import_file_id_8b8cdd5f ON public.register_import USING btree (file_id);


CREATE INDEX register_import_organisation_id_271ee631 ON public.register_import USING btree (organisation_id);


CREATE INDEX register_import_place_id_c3e1a4a2 ON public.register_import USING btree (place_id);


CREATE INDEX register_import_started_by_id_990759a7 ON public.register_import USING btree (started_by_id);


CREATE INDEX register_importrow_producer_id_40ace0f6 ON public.register_importrow USING btree (producer_id);


CREATE INDEX register_importrow_product_id_1bf67638 ON public.register_importrow USING btree (product_id);


CREATE INDEX register_importrow_sheet_id_f6a55bcb ON public.register_importrow USING btree (sheet_id);


CREATE INDEX register_importsheet_importing_id_6aff9579 ON public.register_importsheet USING btree (importing_id);


CREATE INDEX register_registerword_organisation_id_60b77ed9 ON public.register_registerword USING btree (organisation_id);


CREATE INDEX register_registerword_place_id_07d39da9 ON public.register_registerword USING btree (place_id);


CREATE INDEX register_rowoutcome_product_id_4d375354 ON public.register_rowoutcome USING btree (product_id);


CREATE INDEX register_sheetcells_sheet_id_7ecbd94a ON public.register_sheetcells USING btree (sheet_id);


CREATE UNIQUE INDEX relation_one_effect ON public.instruments_relation USING btree (paper_id, older_id) WHERE (NOT ((kind)::text = 'rests_on'::text));


CREATE INDEX removal_waiting ON public.comments_removalrequest USING btree (comment_id) WHERE (settled_at IS NULL);


CREATE INDEX report_of_place ON public.reports_yearlyreport USING btree (place_id, year DESC, id DESC);


CREATE INDEX report_progress ON public.indicators_valuereport USING btree (collection_id, state);


CREATE INDEX report_queue ON public.indicators_valuereport USING btree (place_id, state);


CREATE INDEX reports_reportfigure_report_id_1e7999fd ON public.reports_reportfigure USING btree (report_id);


CREATE INDEX reports_yearlyreport_drafted_by_id_bc7e7c9f ON public.reports_yearlyreport USING btree (drafted_by_id);


CREATE INDEX reports_yearlyreport_organisation_id_c343ff0b ON public.reports_yearlyreport USING btree (organisation_id);


CREATE INDEX reports_yearlyreport_pdf_id_f40316dc ON public.reports_yearlyreport USING btree (pdf_id);


CREATE INDEX reports_yearlyreport_place_id_39b8e189 ON public.reports_yearlyreport USING btree (place_id);


CREATE INDEX reports_yearlyreport_sheet_id_94993982 ON public.reports_yearlyreport USING btree (sheet_id);


CREATE INDEX reports_yearlyreport_word_id_6d5c784a ON public.reports_yearlyreport USING btree (word_id);


CREATE INDEX sender_kept ON public.concerns_sender USING btree (concern_id) WHERE (erased_at IS NULL);


CREATE INDEX share_desk ON public.assignments_share USING btree (taker_id, state);


CREATE INDEX shared_cache_expires ON public.shared_cache USING btree (expires);


CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);


CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);


CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);


CREATE INDEX support_budgetline_scheme_id_da76593b ON public.support_budgetline USING btree (scheme_id);


CREATE INDEX support_by_day ON public.support_request USING btree (asked_on DESC, id DESC);


CREATE INDEX support_by_state ON public.support_request USING btree (state, asked_on DESC, id DESC);


CREATE INDEX support_decision_budget_id_05be772b ON public.support_decision USING btree (budget_id);


CREATE INDEX support_decision_by_id_a93fe261 ON public.support_decision USING btree (by_id);


CREATE INDEX support_decision_instrument_id_5312bd1e ON public.support_decision USING btree (instrument_id);


CREATE INDEX support_decision_terms_id_57d2488e ON public.support_decision USING btree (terms_id);


CREATE INDEX support_effect_by_id_a1480a63 ON public.support_effect USING btree (by_id);


CREATE INDEX support_of_producer ON public.support_request USING btree (producer_id, asked_on DESC);


CREATE INDEX support_payment_by_id_f6f400a4 ON public.support_payment USING btree (by_id);


CREATE INDEX support_payment_decision_id_057aee24 ON public.support_payment USING btree (decision_id);


CREATE INDEX support_request_entered_by_id_8babed8f ON public.support_request USING btree (entered_by_id);


CREATE INDEX support_request_entered_for_id_79914927 ON public.support_request USING btree (entered_for_id);


CREATE INDEX support_request_place_id_7368402a ON public.support_request USING btree (place_id);


CREATE INDEX support_request_producer_id_f153f590 ON public.support_request USING btree (producer_id);


CREATE INDEX support_request_product_id_007578da ON public.support_request USING btree (product_id);


CREATE INDEX support_request_scheme_id_280e3998 ON public.support_request USING btree (scheme_id);


CREATE INDEX support_scheme_instrument_id_c9b537e3 ON public.support_scheme USING btree (instrument_id);


CREATE INDEX support_scheme_made_by_id_3b704a85 ON public.support_scheme USING btree (made_by_id);


CREATE INDEX support_scheme_place_id_3c631368 ON public.support_scheme USING btree (place_id);


CREATE INDEX support_terms_instrument_id_dd520020 ON public.support_terms USING btree (instrument_id);


CREATE INDEX support_terms_made_by_id_aa927292 ON public.support_terms USING btree (made_by_id);


CREATE INDEX support_terms_scheme_id_3c3593f8 ON public.support_terms USING btree (scheme_id);


CREATE INDEX taggit_tag_name_58eb2ed9_like ON public.taggit_tag USING btree (name varchar_pattern_ops);


CREATE INDEX taggit_tag_slug_6be58b2c_like ON public.taggit_tag USING btree (slug varchar_pattern_ops);


CREATE INDEX taggit_tagg_content_8fc721_idx ON public.taggit_taggeditem USING btree (content_type_id, object_id);


CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON public.taggit_taggeditem USING btree (content_type_id);


CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON public.taggit_taggeditem USING btree (object_id);


CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON public.taggit_taggeditem USING btree (tag_id);


CREATE INDEX tally_of_provinces ON public.products_tally USING btree (what, scope) INCLUDE (count) WHERE ((level)::text = 'province'::text);


CREATE INDEX tally_of_scope ON public.products_tally USING btree (scope, what, kind, state) INCLUDE (count);


CREATE INDEX telling_due ON public.follow_telling USING btree (due_at) WHERE (taken_at IS NULL);


CREATE INDEX thread_in_order ON public.comments_thread USING btree (opened_at DESC, id DESC);


CREATE INDEX thread_in_province ON public.comments_thread USING btree (province, opened_at DESC, id DESC);


CREATE INDEX thread_of_body ON public.comments_thread USING btree (organisation_id, opened_at DESC);


CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));


CREATE UNIQUE INDEX unique_in_progress_workflow ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id) WHERE ((status)::text = ANY ((ARRAY['in_progress'::character varying, 'needs_changes'::character varying])::text[]));


CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


CREATE INDEX user_by_name ON public.parties_user USING btree (name, id);


CREATE UNIQUE INDEX user_email_unique ON public.parties_user USING btree (lower((email)::text)) WHERE (NOT ((email)::text = ''::text));


CREATE INDEX user_search ON public.parties_user USING gin (searchable public.gin_trgm_ops);


CREATE UNIQUE INDEX user_username_unique ON public.parties_user USING btree (lower((username)::text));


CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);


CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);


CREATE UNIQUE INDEX value_once ON public.indicators_value USING btree (indicator_id, year, part, place_id) INCLUDE (amount);


CREATE UNIQUE INDEX variant_once_by_barcode ON public.products_productvariant USING btree (product_id, barcode) WHERE (NOT ((barcode)::text = ''::text));


CREATE INDEX wagtailadmi_content_717955_idx ON public.wagtailadmin_editingsession USING btree (content_type_id, object_id);


CREATE INDEX wagtailadmin_editingsession_content_type_id_4df7730e ON public.wagtailadmin_editingsession USING btree (content_type_id);


CREATE INDEX wagtailadmin_editingsession_user_id_6e1a9b70 ON public.wagtailadmin_editingsession USING btree (user_id);


CREATE INDEX wagtailadmin_formstate_content_type_id_e32438b3 ON public.wagtailadmin_formstate USING btree (content_type_id);


CREATE INDEX wagtailadmin_formstate_user_id_b910adc2 ON public.wagtailadmin_formstate USING btree (user_id);


CREATE INDEX wagtailcore_apitoken_key_hash_65979b78_like ON public.wagtailcore_apitoken USING btree (key_hash varchar_pattern_ops);


CREATE INDEX wagtailcore_apitoken_user_id_49b1141b ON public.wagtailcore_apitoken USING btree (user_id);


CREATE INDEX wagtailcore_collection_path_d848dc19_like ON public.wagtailcore_collection USING btree (path varchar_pattern_ops);


CREATE INDEX wagtailcore_collectionview_collectionviewrestriction__47320efd ON public.wagtailcore_collectionviewrestriction_groups USING btree (collectionviewrestriction_id);


CREATE INDEX wagtailcore_collectionviewrestriction_collection_id_761908ec ON public.wagtailcore_collectionviewrestriction USING btree (collection_id);


CREATE INDEX wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3 ON public.wagtailcore_collectionviewrestriction_groups USING btree (group_id);


CREATE INDEX wagtailcore_comment_page_id_108444b5 ON public.wagtailcore_comment USING btree (page_id);


CREATE INDEX wagtailcore_comment_resolved_by_id_a282aa0e ON public.wagtailcore_comment USING btree (resolved_by_id);


CREATE INDEX wagtailcore_comment_revision_created_id_1d058279 ON public.wagtailcore_comment USING btree (revision_created_id);


CREATE INDEX wagtailcore_comment_user_id_0c577ca6 ON public.wagtailcore_comment USING btree (user_id);


CREATE INDEX wagtailcore_commentreply_comment_id_afc7e027 ON public.wagtailcore_commentreply USING btree (comment_id);


CREATE INDEX wagtailcore_commentreply_user_id_d0b3b9c3 ON public.wagtailcore_commentreply USING btree (user_id);


CREATE INDEX wagtailcore_groupapprovalt_groupapprovaltask_id_9a9255ea ON public.wagtailcore_groupapprovaltask_groups USING btree (groupapprovaltask_id);


CREATE INDEX wagtailcore_groupapprovaltask_groups_group_id_2e64b61f ON public.wagtailcore_groupapprovaltask_groups USING btree (group_id);


CREATE INDEX wagtailcore_groupcollectionpermission_collection_id_5423575a ON public.wagtailcore_groupcollectionpermission USING btree (collection_id);


CREATE INDEX wagtailcore_groupcollectionpermission_group_id_05d61460 ON public.wagtailcore_groupcollectionpermission USING btree (group_id);


CREATE INDEX wagtailcore_groupcollectionpermission_permission_id_1b626275 ON public.wagtailcore_groupcollectionpermission USING btree (permission_id);


CREATE INDEX wagtailcore_grouppagepermission_group_id_fc07e671 ON public.wagtailcore_grouppagepermission USING btree (group_id);


CREATE INDEX wagtailcore_grouppagepermission_page_id_710b114a ON public.wagtailcore_grouppagepermission USING btree (page_id);


CREATE INDEX wagtailcore_grouppagepermission_permission_id_05acb22e ON public.wagtailcore_grouppagepermission USING btree (permission_id);


CREATE INDEX wagtailcore_groupsitepermission_group_id_e5cdbee4 ON public.wagtailcore_groupsitepermission USING btree (group_id);


CREATE INDEX wagtailcore_groupsitepermission_permission_id_459b1f38 ON public.wagtailcore_groupsitepermission USING btree (permission_id);


CREATE INDEX wagtailcore_groupsitepermission_site_id_245de488 ON public.wagtailcore_groupsitepermission USING btree (site_id);


CREATE INDEX wagtailcore_locale_language_code_03149338_like ON public.wagtailcore_locale USING btree (language_code varchar_pattern_ops);


CREATE INDEX wagtailcore_modellogentry_action_d2d856ee ON public.wagtailcore_modellogentry USING btree (action);


CREATE INDEX wagtailcore_modellogentry_action_d2d856ee_like ON public.wagtailcore_modellogentry USING btree (action varchar_pattern_ops);


CREATE INDEX wagtailcore_modellogentry_content_changed_8bc39742 ON public.wagtailcore_modellogentry USING btree (content_changed);


CREATE INDEX wagtailcore_modellogentry_content_type_id_68849e77 ON public.wagtailcore_modellogentry USING btree (content_type_id);


CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef ON public.wagtailcore_modellogentry USING btree (object_id);


CREATE INDEX wagtailcore_modellogentry_object_id_e0e7d4ef_like ON public.wagtailcore_modellogentry USING btree (object_id varchar_pattern_ops);


CREATE INDEX wagtailcore_modellogentry_revision_id_df6ca33a ON public.wagtailcore_modellogentry USING btree (revision_id);


CREATE INDEX wagtailcore_modellogentry_timestamp_9694521b ON public.wagtailcore_modellogentry USING btree ("timestamp");


CREATE INDEX wagtailcore_modellogentry_user_id_0278d1bf ON public.wagtailcore_modellogentry USING btree (user_id);


CREATE INDEX wagtailcore_page_alias_of_id_12945502 ON public.wagtailcore_page USING btree (alias_of_id);


CREATE INDEX wagtailcore_page_content_type_id_c28424df ON public.wagtailcore_page USING btree (content_type_id);


CREATE INDEX wagtailcore_page_first_published_at_2b5dd637 ON public.wagtailcore_page USING btree (first_published_at);


CREATE INDEX wagtailcore_page_latest_revision_id_e60fef51 ON public.wagtailcore_page USING btree (latest_revision_id);


CREATE INDEX wagtailcore_page_live_revision_id_930bd822 ON public.wagtailcore_page USING btree (live_revision_id);


CREATE INDEX wagtailcore_page_locale_id_3c7e30a6 ON public.wagtailcore_page USING btree (locale_id);


CREATE INDEX wagtailcore_page_locked_by_id_bcb86245 ON public.wagtailcore_page USING btree (locked_by_id);


CREATE INDEX wagtailcore_page_owner_id_fbf7c332 ON public.wagtailcore_page USING btree (owner_id);


CREATE INDEX wagtailcore_page_path_98eba2c8_like ON public.wagtailcore_page USING btree (path varchar_pattern_ops);


CREATE INDEX wagtailcore_page_slug_e7c11b8f ON public.wagtailcore_page USING btree (slug);


CREATE INDEX wagtailcore_page_slug_e7c11b8f_like ON public.wagtailcore_page USING btree (slug varchar_pattern_ops);


CREATE INDEX wagtailcore_pagelogentry_action_c2408198 ON public.wagtailcore_pagelogentry USING btree (action);


CREATE INDEX wagtailcore_pagelogentry_action_c2408198_like ON public.wagtailcore_pagelogentry USING btree (action varchar_pattern_ops);


CREATE INDEX wagtailcore_pagelogentry_content_changed_99f27ade ON public.wagtailcore_pagelogentry USING btree (content_changed);


CREATE INDEX wagtailcore_pagelogentry_content_type_id_74e7708a ON public.wagtailcore_pagelogentry USING btree (content_type_id);


CREATE INDEX wagtailcore_pagelogentry_page_id_8464e327 ON public.wagtailcore_pagelogentry USING btree (page_id);


CREATE INDEX wagtailcore_pagelogentry_revision_id_8043d103 ON public.wagtailcore_pagelogentry USING btree (revision_id);


CREATE INDEX wagtailcore_pagelogentry_timestamp_deb774c4 ON public.wagtailcore_pagelogentry USING btree ("timestamp");


CREATE INDEX wagtailcore_pagelogentry_user_id_604ccfd8 ON public.wagtailcore_pagelogentry USING btree (user_id);


CREATE INDEX wagtailcore_pagerevision_approved_go_live_at_e56afc67 ON public.wagtailcore_revision USING btree (approved_go_live_at);


CREATE INDEX wagtailcore_pagerevision_created_at_66954e3b ON public.wagtailcore_revision USING btree (created_at);


CREATE INDEX wagtailcore_pagerevision_user_id_2409d2f4 ON public.wagtailcore_revision USING btree (user_id);


CREATE INDEX wagtailcore_pagesubscription_page_id_a085e7a6 ON public.wagtailcore_pagesubscription USING btree (page_id);


CREATE INDEX wagtailcore_pagesubscription_user_id_89d7def9 ON public.wagtailcore_pagesubscription USING btree (user_id);


CREATE INDEX wagtailcore_pageviewrestri_pageviewrestriction_id_f147a99a ON public.wagtailcore_pageviewrestriction_groups USING btree (pageviewrestriction_id);


CREATE INDEX wagtailcore_pageviewrestriction_groups_group_id_6460f223 ON public.wagtailcore_pageviewrestriction_groups USING btree (group_id);


CREATE INDEX wagtailcore_pageviewrestriction_page_id_15a8bea6 ON public.wagtailcore_pageviewrestriction USING btree (page_id);


CREATE INDEX wagtailcore_referenceindex_base_content_type_id_313cf40f ON public.wagtailcore_referenceindex USING btree (base_content_type_id);


CREATE INDEX wagtailcore_referenceindex_content_type_id_766e0336 ON public.wagtailcore_referenceindex USING btree (content_type_id);


CREATE INDEX wagtailcore_referenceindex_to_content_type_id_93690bbd ON public.wagtailcore_referenceindex USING btree (to_content_type_id);


CREATE INDEX wagtailcore_revision_base_content_type_id_5b4ef7bd ON public.wagtailcore_revision USING btree (base_content_type_id);


CREATE INDEX wagtailcore_revision_content_type_id_c8cb69c0 ON public.wagtailcore_revision USING btree (content_type_id);


CREATE INDEX wagtailcore_site_hostname_96b20b46 ON public.wagtailcore_site USING btree (hostname);


CREATE INDEX wagtailcore_site_hostname_96b20b46_like ON public.wagtailcore_site USING btree (hostname varchar_pattern_ops);


CREATE INDEX wagtailcore_site_root_page_id_e02fb95c ON public.wagtailcore_site USING btree (root_page_id);


CREATE INDEX wagtailcore_task_content_type_id_249ab8ba ON public.wagtailcore_task USING btree (content_type_id);


CREATE INDEX wagtailcore_taskstate_content_type_id_0a758fdc ON public.wagtailcore_taskstate USING btree (content_type_id);


CREATE INDEX wagtailcore_taskstate_finished_by_id_13f98229 ON public.wagtailcore_taskstate USING btree (finished_by_id);


CREATE INDEX wagtailcore_taskstate_page_revision_id_9f52c88e ON public.wagtailcore_taskstate USING btree (revision_id);


CREATE INDEX wagtailcore_taskstate_task_id_c3677c34 ON public.wagtailcore_taskstate USING btree (task_id);


CREATE INDEX wagtailcore_taskstate_workflow_state_id_9239a775 ON public.wagtailcore_taskstate USING btree (workflow_state_id);


CREATE INDEX wagtailcore_uploadedfile_for_content_type_id_b0fc87b2 ON public.wagtailcore_uploadedfile USING btree (for_content_type_id);


CREATE INDEX wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8 ON public.wagtailcore_uploadedfile USING btree (uploaded_by_user_id);


CREATE INDEX wagtailcore_uuid_06a44d_idx ON public.wagtailcore_pagelogentry USING btree (uuid, action, "timestamp" DESC);


CREATE INDEX wagtailcore_uuid_d6363b_idx ON public.wagtailcore_modellogentry USING btree (uuid, action, "timestamp" DESC);


CREATE INDEX wagtailcore_workflowcontenttype_workflow_id_9aad7cd2 ON public.wagtailcore_workflowcontenttype USING btree (workflow_id);


CREATE INDEX wagtailcore_workflowpage_workflow_id_56f56ff6 ON public.wagtailcore_workflowpage USING btree (workflow_id);


CREATE INDEX wagtailcore_workflowstate_base_content_type_id_a30dc576 ON public.wagtailcore_workflowstate USING btree (base_content_type_id);


CREATE INDEX wagtailcore_workflowstate_content_type_id_2bb78ce1 ON public.wagtailcore_workflowstate USING btree (content_type_id);


CREATE INDEX wagtailcore_workflowstate_requested_by_id_4090bca3 ON public.wagtailcore_workflowstate USING btree (requested_by_id);


CREATE INDEX wagtailcore_workflowstate_workflow_id_1f18378f ON public.wagtailcore_workflowstate USING btree (workflow_id);


CREATE INDEX wagtailcore_workflowtask_task_id_ce7716fe ON public.wagtailcore_workflowtask USING btree (task_id);


CREATE INDEX wagtailcore_workflowtask_workflow_id_b9717175 ON public.wagtailcore_workflowtask USING btree (workflow_id);


CREATE INDEX wagtaildocs_document_collection_id_23881625 ON public.wagtaildocs_document USING btree (collection_id);


CREATE INDEX wagtaildocs_document_uploaded_by_user_id_17258b41 ON public.wagtaildocs_document USING btree (uploaded_by_user_id);


CREATE INDEX wagtailimages_image_collection_id_c2f8af7e ON public.wagtailimages_image USING btree (collection_id);


CREATE INDEX wagtailimages_image_created_at_86fa6cd4 ON public.wagtailimages_image USING btree (created_at);


CREATE INDEX wagtailimages_image_file_hash_fb5bbb23 ON public.wagtailimages_image USING btree (file_hash);


CREATE INDEX wagtailimages_image_file_hash_fb5bbb23_like ON public.wagtailimages_image USING btree (file_hash varchar_pattern_ops);


CREATE INDEX wagtailimages_image_uploaded_by_user_id_5d73dc75 ON public.wagtailimages_image USING btree (uploaded_by_user_id);


CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201 ON public.wagtailimages_rendition USING btree (filter_spec);


CREATE INDEX wagtailimages_rendition_filter_spec_1cba3201_like ON public.wagtailimages_rendition USING btree (filter_spec varchar_pattern_ops);


CREATE INDEX wagtailimages_rendition_image_id_3e1fd774 ON public.wagtailimages_rendition USING btree (image_id);


CREATE INDEX wagtailsear_autocom_476c89_gin ON public.wagtailsearch_indexentry USING gin (autocomplete);


CREATE INDEX wagtailsear_body_90c85d_gin ON public.wagtailsearch_indexentry USING gin (body);


CREATE INDEX wagtailsear_title_9caae0_gin ON public.wagtailsearch_indexentry USING gin (title);


CREATE INDEX wagtailsearch_indexentry_content_type_id_62ed694f ON public.wagtailsearch_indexentry USING btree (content_type_id);


CREATE INDEX waiting_of_body ON public.agreements_waiting USING btree (organisation_id, what, deadline, item_id) INCLUDE (agreement_id, was_returned);


CREATE UNIQUE INDEX webhook_once ON public.follow_webhook USING btree (organisation_id, url) WHERE (NOT ((state)::text = 'ended'::text));


CREATE INDEX work_calendar_published ON public.agenda_workcalendar USING btree (body_name, id) WHERE is_published;


CREATE UNIQUE INDEX work_entry_stands_once ON public.agenda_workentry USING btree (uid) WHERE (NOT ((state)::text = 'changed'::text));


CREATE INDEX workflowstate_base_ct_id_idx ON public.wagtailcore_workflowstate USING btree (base_content_type_id, object_id);


CREATE INDEX workflowstate_ct_id_idx ON public.wagtailcore_workflowstate USING btree (content_type_id, object_id);


CREATE TRIGGER agenda_follow_name AFTER UPDATE OF name ON public.parties_organisation FOR EACH ROW WHEN (((new.name)::text IS DISTINCT FROM (old.name)::text)) EXECUTE FUNCTION public.agenda_follow_name();


CREATE TRIGGER agenda_follow_weeks_delete AFTER DELETE ON public.agenda_workweek REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.agenda_follow_weeks_delete();


CREATE TRIGGER agenda_follow_weeks_insert AFTER INSERT ON public.agenda_workweek REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agenda_follow_weeks_insert();


CREATE TRIGGER agenda_follow_weeks_update AFTER UPDATE ON public.agenda_workweek REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agenda_follow_weeks_update();


CREATE TRIGGER agenda_keep_calendar BEFORE INSERT OR UPDATE OF organisation_id, body_name, is_published ON public.agenda_workcalendar FOR EACH ROW EXECUTE FUNCTION public.agenda_keep_calendar();


CREATE TRIGGER agreements_confirmed_by_another AFTER INSERT OR UPDATE ON public.agreements_item FOR EACH ROW WHEN (((new.state)::text = 'confirmed'::text)) EXECUTE FUNCTION public.agreements_confirmed_by_another();


CREATE TRIGGER agreements_done_when_confirmed BEFORE INSERT OR UPDATE ON public.agreements_reviewline FOR EACH ROW EXECUTE FUNCTION public.agreements_done_when_confirmed();


CREATE TRIGGER agreements_keep_items BEFORE INSERT OR DELETE ON public.agreements_item FOR EACH ROW EXECUTE FUNCTION public.agreements_keep_parts();


CREATE TRIGGER agreements_keep_parties BEFORE INSERT OR DELETE OR UPDATE ON public.agreements_party FOR EACH ROW EXECUTE FUNCTION public.agreements_keep_parts();


CREATE TRIGGER agreements_keep_partners BEFORE INSERT OR DELETE OR UPDATE ON public.agreements_itempartner FOR EACH ROW EXECUTE FUNCTION public.agreements_keep_parts();


CREATE TRIGGER agreements_keep_review BEFORE DELETE OR UPDATE ON public.agreements_review FOR EACH ROW EXECUTE FUNCTION public.agreements_keep_review();


CREATE TRIGGER agreements_keep_review BEFORE INSERT OR DELETE OR UPDATE ON public.agreements_reviewfigure FOR EACH ROW EXECUTE FUNCTION public.agreements_keep_review();


CREATE TRIGGER agreements_keep_review BEFORE INSERT OR DELETE OR UPDATE ON public.agreements_reviewline FOR EACH ROW EXECUTE FUNCTION public.agreements_keep_review();


CREATE TRIGGER agreements_keep_signed BEFORE DELETE OR UPDATE ON public.agreements_agreement FOR EACH ROW WHEN (((old.state)::text <> ALL ((ARRAY['draft'::character varying, 'commenting'::character varying])::text[]))) EXECUTE FUNCTION public.agreements_keep_signed();


CREATE TRIGGER agreements_keep_text_of_items BEFORE UPDATE ON public.agreements_item FOR EACH ROW WHEN (((((((((((new.agreement_id IS DISTINCT FROM old.agreement_id) OR (new.number IS DISTINCT FROM old.number)) OR (new.text IS DISTINCT FROM old.text)) OR (new.lead_id IS DISTINCT FROM old.lead_id)) OR (new.duty IS DISTINCT FROM old.duty)) OR (new.indicator_id IS DISTINCT FROM old.indicator_id)) OR ((new.product)::text IS DISTINCT FROM (old.product)::text)) OR (new.due_on IS DISTINCT FROM old.due_on)) OR (new.note IS DISTINCT FROM old.note)) OR (new.comes_from_id IS DISTINCT FROM old.comes_from_id))) EXECUTE FUNCTION public.agreements_keep_parts();


CREATE TRIGGER agreements_number_transaction BEFORE INSERT ON public.agreements_amendment FOR EACH ROW EXECUTE FUNCTION public.agreements_number_transaction();


CREATE TRIGGER agreements_of_its_agreement BEFORE INSERT ON public.agreements_itemnote FOR EACH ROW EXECUTE FUNCTION public.agreements_of_its_agreement();


CREATE TRIGGER agreements_only_added BEFORE DELETE OR UPDATE ON public.agreements_amendment FOR EACH ROW EXECUTE FUNCTION public.agreements_only_added();


CREATE TRIGGER agreements_only_added BEFORE DELETE OR UPDATE ON public.agreements_issuedreport FOR EACH ROW EXECUTE FUNCTION public.agreements_only_added();


CREATE TRIGGER agreements_only_added BEFORE DELETE OR UPDATE ON public.agreements_itemnote FOR EACH ROW EXECUTE FUNCTION public.agreements_only_added();


CREATE TRIGGER agreements_only_added BEFORE DELETE OR UPDATE ON public.agreements_reviewsignature FOR EACH ROW EXECUTE FUNCTION public.agreements_only_added();


CREATE TRIGGER agreements_only_added BEFORE DELETE OR UPDATE ON public.agreements_signature FOR EACH ROW EXECUTE FUNCTION public.agreements_only_added();


CREATE TRIGGER agreements_only_added BEFORE DELETE OR UPDATE ON public.agreements_version FOR EACH ROW EXECUTE FUNCTION public.agreements_only_added();


CREATE TRIGGER agreements_wait_agreement_update AFTER UPDATE ON public.agreements_agreement REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_agreement_update();


CREATE TRIGGER agreements_wait_item_delete AFTER DELETE ON public.agreements_item REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_item_delete();


CREATE TRIGGER agreements_wait_item_insert AFTER INSERT ON public.agreements_item REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_item_insert();


CREATE TRIGGER agreements_wait_item_update AFTER UPDATE ON public.agreements_item REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_item_update();


CREATE TRIGGER agreements_wait_itemnote_insert AFTER INSERT ON public.agreements_itemnote REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_itemnote_insert();


CREATE TRIGGER agreements_wait_itempartner_delete AFTER DELETE ON public.agreements_itempartner REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_itempartner_delete();


CREATE TRIGGER agreements_wait_itempartner_insert AFTER INSERT ON public.agreements_itempartner REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_itempartner_insert();


CREATE TRIGGER agreements_wait_itempartner_update AFTER UPDATE ON public.agreements_itempartner REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_itempartner_update();


CREATE TRIGGER agreements_wait_party_delete AFTER DELETE ON public.agreements_party REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_party_delete();


CREATE TRIGGER agreements_wait_party_insert AFTER INSERT ON public.agreements_party REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_party_insert();


CREATE TRIGGER agreements_wait_party_update AFTER UPDATE ON public.agreements_party REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.agreements_wait_party_update();


CREATE TRIGGER certificates_count_decisions_product_update AFTER UPDATE ON public.products_product REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.certificates_count_decisions_product_update();


CREATE TRIGGER certificates_count_decisions_recognition_delete AFTER DELETE ON public.certificates_recognition REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.certificates_count_decisions_recognition_delete();


CREATE TRIGGER certificates_count_decisions_recognition_insert AFTER INSERT ON public.certificates_recognition REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.certificates_count_decisions_recognition_insert();


CREATE TRIGGER certificates_count_decisions_recognition_update AFTER UPDATE ON public.certificates_recognition REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.certificates_count_decisions_recognition_update();


CREATE TRIGGER certificates_recognition_came AFTER INSERT ON public.certificates_recognition REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION public.certificates_follow_recognition();


CREATE TRIGGER certificates_recognition_changed AFTER UPDATE ON public.certificates_recognition REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION public.certificates_follow_recognition();


CREATE TRIGGER certificates_recognition_went AFTER DELETE ON public.certificates_recognition REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION public.certificates_follow_recognition();


CREATE TRIGGER comments_as_sent BEFORE UPDATE ON public.comments_comment FOR EACH ROW WHEN (((to_jsonb(new.*) - 'province'::text) IS DISTINCT FROM (to_jsonb(old.*) - 'province'::text))) EXECUTE FUNCTION public.comments_as_sent();


CREATE TRIGGER comments_comment_lies BEFORE INSERT OR UPDATE OF thread_id, province ON public.comments_comment FOR EACH ROW EXECUTE FUNCTION public.comments_comment_lies();


CREATE TRIGGER comments_follow_thread AFTER UPDATE OF place_id, province ON public.comments_thread FOR EACH ROW WHEN (((new.province)::text <> (old.province)::text)) EXECUTE FUNCTION public.comments_follow_thread();


CREATE TRIGGER comments_thread_follow_places AFTER UPDATE ON public.places_place REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.comments_thread_follow_places();


CREATE TRIGGER comments_thread_lie_in_province BEFORE INSERT OR UPDATE OF place_id, province ON public.comments_thread FOR EACH ROW EXECUTE FUNCTION public.comments_thread_lie_in_province();


CREATE TRIGGER concerns_answer_stays BEFORE DELETE OR UPDATE ON public.concerns_answer FOR EACH ROW EXECUTE FUNCTION public.concerns_stays();


CREATE TRIGGER concerns_as_sent BEFORE UPDATE ON public.concerns_concern FOR EACH ROW EXECUTE FUNCTION public.concerns_as_sent();


CREATE TRIGGER concerns_counted_by_clock AFTER UPDATE ON public.clocks_clock FOR EACH ROW WHEN ((((new.about_type)::text = 'concerns.concern'::text) AND ((new.due_on IS DISTINCT FROM old.due_on) OR (new.finished_on IS DISTINCT FROM old.finished_on)))) EXECUTE FUNCTION public.concerns_count_days();


CREATE TRIGGER concerns_counted_came AFTER INSERT ON public.concerns_concern FOR EACH ROW EXECUTE FUNCTION public.concerns_count_matter();


CREATE TRIGGER concerns_counted_changed AFTER UPDATE ON public.concerns_concern FOR EACH ROW WHEN ((((((((((((new.place_id IS DISTINCT FROM old.place_id) OR (new.organisation_id IS DISTINCT FROM old.organisation_id)) OR (new.clock_id IS DISTINCT FROM old.clock_id)) OR (new.sent_at IS DISTINCT FROM old.sent_at)) OR (new.settled_on IS DISTINCT FROM old.settled_on)) OR (new.satisfaction IS DISTINCT FROM old.satisfaction)) OR (new.handler_id IS DISTINCT FROM old.handler_id)) OR (new.reopened_at IS DISTINCT FROM old.reopened_at)) OR ((new.kind)::text IS DISTINCT FROM (old.kind)::text)) OR ((new.state)::text IS DISTINCT FROM (old.state)::text)) OR ((new.subject)::text IS DISTINCT FROM (old.subject)::text))) EXECUTE FUNCTION public.concerns_count_matter();


CREATE TRIGGER concerns_counted_went AFTER DELETE ON public.concerns_concern FOR EACH ROW EXECUTE FUNCTION public.concerns_count_no_more();


CREATE TRIGGER concerns_reading_stays BEFORE DELETE OR UPDATE ON public.concerns_reading FOR EACH ROW EXECUTE FUNCTION public.concerns_stays();


CREATE TRIGGER events_event_follow_places AFTER UPDATE ON public.places_place REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.events_event_follow_places();


CREATE TRIGGER events_event_lie_in_province BEFORE INSERT OR UPDATE OF place_id, province ON public.events_event FOR EACH ROW EXECUTE FUNCTION public.events_event_lie_in_province();


CREATE TRIGGER indicators_figure_kept BEFORE INSERT OR DELETE OR UPDATE ON public.indicators_figure FOR EACH ROW EXECUTE FUNCTION public.indicators_guard_figure();


CREATE TRIGGER indicators_kept_at_once BEFORE INSERT ON public.indicators_keptfigure FOR EACH ROW EXECUTE FUNCTION public.indicators_kept_at_once();


CREATE TRIGGER indicators_kept_at_once BEFORE INSERT ON public.indicators_keptpaper FOR EACH ROW EXECUTE FUNCTION public.indicators_kept_at_once();


CREATE TRIGGER indicators_kept_stays BEFORE DELETE OR UPDATE ON public.indicators_keptfigure FOR EACH ROW EXECUTE FUNCTION public.indicators_kept_stays();


CREATE TRIGGER indicators_kept_stays BEFORE DELETE OR UPDATE ON public.indicators_keptpaper FOR EACH ROW EXECUTE FUNCTION public.indicators_kept_stays();


CREATE TRIGGER indicators_total_came AFTER INSERT ON public.indicators_value REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_values_came();


CREATE TRIGGER indicators_total_changed AFTER UPDATE ON public.indicators_value REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_values_changed();


CREATE TRIGGER indicators_total_went AFTER DELETE ON public.indicators_value REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_values_went();


CREATE TRIGGER indicators_value_came AFTER INSERT ON public.indicators_value REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_guard_values();


CREATE TRIGGER indicators_value_changed AFTER UPDATE ON public.indicators_value REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_guard_values();


CREATE TRIGGER indicators_value_went AFTER DELETE ON public.indicators_value REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.indicators_guard_gone_values();


CREATE TRIGGER instruments_follow BEFORE INSERT OR UPDATE ON public.instruments_instrument FOR EACH ROW EXECUTE FUNCTION public.instruments_follow();


CREATE TRIGGER instruments_no_circle BEFORE INSERT OR UPDATE ON public.instruments_relation FOR EACH ROW EXECUTE FUNCTION public.instruments_no_circle();


CREATE TRIGGER instruments_published AFTER INSERT OR DELETE OR UPDATE ON public.instruments_publication FOR EACH ROW EXECUTE FUNCTION public.instruments_published();


CREATE TRIGGER instruments_related AFTER INSERT OR DELETE OR UPDATE ON public.instruments_relation FOR EACH ROW EXECUTE FUNCTION public.instruments_related();


CREATE TRIGGER parties_follow_places AFTER UPDATE ON public.places_place REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.parties_follow_places();


CREATE TRIGGER parties_organisation_place BEFORE INSERT OR UPDATE OF place_id, searchable, province, place_key, found_by ON public.parties_organisation FOR EACH ROW EXECUTE FUNCTION public.parties_lie_in_place();


CREATE TRIGGER plans_guard BEFORE INSERT OR DELETE OR UPDATE ON public.plans_adoption FOR EACH ROW EXECUTE FUNCTION public.plans_guard_part();


CREATE TRIGGER plans_guard BEFORE DELETE OR UPDATE ON public.plans_figure FOR EACH ROW EXECUTE FUNCTION public.plans_guard_fact();


CREATE TRIGGER plans_guard BEFORE DELETE OR UPDATE ON public.plans_plan FOR EACH ROW EXECUTE FUNCTION public.plans_guard_plan();


CREATE TRIGGER plans_guard BEFORE DELETE OR UPDATE ON public.plans_result FOR EACH ROW EXECUTE FUNCTION public.plans_guard_fact();


CREATE TRIGGER plans_guard BEFORE DELETE OR UPDATE ON public.plans_review FOR EACH ROW EXECUTE FUNCTION public.plans_guard_fact();


CREATE TRIGGER plans_guard BEFORE INSERT OR DELETE OR UPDATE ON public.plans_share FOR EACH ROW EXECUTE FUNCTION public.plans_guard_part();


CREATE TRIGGER plans_guard BEFORE INSERT OR DELETE OR UPDATE ON public.plans_target FOR EACH ROW EXECUTE FUNCTION public.plans_guard_part();


CREATE TRIGGER polls_guard BEFORE INSERT OR DELETE OR UPDATE ON public.polls_option FOR EACH ROW EXECUTE FUNCTION public.polls_guard_option();


CREATE TRIGGER polls_guard BEFORE DELETE OR UPDATE ON public.polls_poll FOR EACH ROW EXECUTE FUNCTION public.polls_guard_poll();


CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


CREATE TRIGGER products_count_producer_delete AFTER DELETE ON public.products_producer REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.products_count_producer_delete();


CREATE TRIGGER products_count_producer_insert AFTER INSERT ON public.products_producer REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.products_count_producer_insert();


CREATE TRIGGER products_count_producer_update AFTER UPDATE ON public.products_producer REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.products_count_producer_update();


CREATE TRIGGER products_count_product_delete AFTER DELETE ON public.products_product REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.products_count_product_delete();


CREATE TRIGGER products_count_product_insert AFTER INSERT ON public.products_product REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.products_count_product_insert();


CREATE TRIGGER products_count_product_update AFTER UPDATE ON public.products_product REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.products_count_product_update();


CREATE TRIGGER products_follow_places AFTER UPDATE ON public.places_place REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.products_follow_places();


CREATE TRIGGER products_organisation_elsewhere BEFORE UPDATE OF place_id, province, also_in ON public.parties_organisation FOR EACH ROW EXECUTE FUNCTION public.products_organisation_lies_elsewhere();


CREATE TRIGGER products_producer_province BEFORE UPDATE OF current_place_id, province ON public.products_producer FOR EACH ROW EXECUTE FUNCTION public.products_lie_in_province();


CREATE TRIGGER products_producer_province_of_new BEFORE INSERT ON public.products_producer FOR EACH ROW WHEN (((new.province)::text = ''::text)) EXECUTE FUNCTION public.products_lie_in_province();


CREATE TRIGGER products_producers_came AFTER INSERT ON public.products_producer REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.products_producers_came();


CREATE TRIGGER products_producers_changed AFTER UPDATE ON public.products_producer REFERENCING OLD TABLE AS was NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION public.products_producers_changed();


CREATE TRIGGER products_producers_went AFTER DELETE ON public.products_producer REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION public.products_producers_went();


CREATE TRIGGER products_product_province BEFORE UPDATE OF current_place_id, province ON public.products_product FOR EACH ROW EXECUTE FUNCTION public.products_lie_in_province();


CREATE TRIGGER products_product_province_of_new BEFORE INSERT ON public.products_product FOR EACH ROW WHEN (((new.province)::text = ''::text)) EXECUTE FUNCTION public.products_lie_in_province();


CREATE TRIGGER records_guard BEFORE DELETE OR UPDATE ON public.records_entry FOR EACH ROW EXECUTE FUNCTION public.records_guard();


CREATE TRIGGER records_guard BEFORE INSERT OR DELETE OR UPDATE ON public.records_head FOR EACH ROW EXECUTE FUNCTION public.records_guard();


CREATE TRIGGER records_guard_insert BEFORE INSERT ON public.records_entry FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION public.records_guard();


CREATE TRIGGER records_guard_truncate BEFORE TRUNCATE ON public.records_entry FOR EACH STATEMENT EXECUTE FUNCTION public.records_guard();


CREATE TRIGGER records_guard_truncate BEFORE TRUNCATE ON public.records_head FOR EACH STATEMENT EXECUTE FUNCTION public.records_guard();


CREATE TRIGGER records_note_batch AFTER INSERT ON public.records_waiting FOR EACH STATEMENT EXECUTE FUNCTION public.records_note_batch();


CREATE CONSTRAINT TRIGGER records_seal AFTER INSERT ON public.records_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.number IS NULL)) EXECUTE FUNCTION public.records_seal();


CREATE CONSTRAINT TRIGGER records_seal_waiting AFTER INSERT ON public.records_batch DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.records_seal_waiting();


CREATE TRIGGER reports_figures_stay BEFORE INSERT OR DELETE OR UPDATE ON public.reports_reportfigure FOR EACH ROW EXECUTE FUNCTION public.reports_figures_stay();


CREATE TRIGGER reports_issued_stays BEFORE DELETE OR UPDATE ON public.reports_yearlyreport FOR EACH ROW EXECUTE FUNCTION public.reports_issued_stays();


CREATE TRIGGER support_commit BEFORE INSERT ON public.support_decision FOR EACH ROW EXECUTE FUNCTION public.support_commit();


CREATE TRIGGER support_keep BEFORE DELETE OR UPDATE ON public.support_decision FOR EACH ROW EXECUTE FUNCTION public.support_keep();


CREATE TRIGGER support_keep BEFORE DELETE OR UPDATE ON public.support_payment FOR EACH ROW EXECUTE FUNCTION public.support_keep();


CREATE TRIGGER support_keep_sums BEFORE INSERT OR UPDATE ON public.support_budgetline FOR EACH ROW EXECUTE FUNCTION public.support_keep_sums();


CREATE TRIGGER support_keep_terms BEFORE DELETE OR UPDATE ON public.support_terms FOR EACH ROW EXECUTE FUNCTION public.support_keep_terms();


CREATE TRIGGER support_pay BEFORE INSERT ON public.support_payment FOR EACH ROW EXECUTE FUNCTION public.support_pay();


ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agenda_workcalendar
    ADD CONSTRAINT agenda_workcalendar_opened_by_id_a61c56cc_fk_parties_user_id FOREIGN KEY (opened_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agenda_workcalendar
    ADD CONSTRAINT agenda_workcalendar_organisation_id_2fa96620_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agenda_workentry
    ADD CONSTRAINT agenda_workentry_created_by_id_b2da5af8_fk_parties_user_id FOREIGN KEY (created_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agenda_workentry
    ADD CONSTRAINT agenda_workentry_replaces_id_1421250c_fk_agenda_workentry_id FOREIGN KEY (replaces_id) REFERENCES public.agenda_workentry(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agenda_workentry
    ADD CONSTRAINT agenda_workentry_week_id_5361e10b_fk_agenda_workweek_id FOREIGN KEY (week_id) REFERENCES public.agenda_workweek(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agenda_workweek
    ADD CONSTRAINT agenda_workweek_calendar_id_f76d0cc2_fk_agenda_workcalendar_id FOREIGN KEY (calendar_id) REFERENCES public.agenda_workcalendar(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agenda_workweek
    ADD CONSTRAINT agenda_workweek_published_by_id_21f17f97_fk_parties_user_id FOREIGN KEY (published_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_continues_id_1293f263_fk_agreement FOREIGN KEY (continues_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_drafted_by_id_c20abb32_fk_parties_user_id FOREIGN KEY (drafted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_drafted_for_id_c3219c8a_fk_parties_o FOREIGN KEY (drafted_for_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_instrument_id_baf09663_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_place_id_00f86c50_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_regulation_id_b34dfff3_fk_agreement FOREIGN KEY (regulation_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_signing_event_id_9a549e69_fk_events_ev FOREIGN KEY (signing_event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_amendment
    ADD CONSTRAINT agreements_amendment_agreement_id_1af179b1_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_amendment
    ADD CONSTRAINT agreements_amendment_by_id_3c1eef88_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_comment
    ADD CONSTRAINT agreements_comment_answered_by_id_3f80369d_fk_parties_user_id FOREIGN KEY (answered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_comment
    ADD CONSTRAINT agreements_comment_by_id_d2a983ef_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_comment
    ADD CONSTRAINT agreements_comment_item_id_95f917da_fk_agreements_item_id FOREIGN KEY (item_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_comment
    ADD CONSTRAINT agreements_comment_organisation_id_89296f4c_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_comment
    ADD CONSTRAINT agreements_comment_version_id_3f362d25_fk_agreements_version_id FOREIGN KEY (version_id) REFERENCES public.agreements_version(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_issuedreport
    ADD CONSTRAINT agreements_issuedrep_agreement_id_ae76f720_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_issuedreport
    ADD CONSTRAINT agreements_issuedrep_issued_by_id_f4024aed_fk_parties_u FOREIGN KEY (issued_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_issuedreport
    ADD CONSTRAINT agreements_issuedrep_kept_id_d3d4d729_fk_indicator FOREIGN KEY (kept_id) REFERENCES public.indicators_keptpaper(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_agreement_id_f1245d5c_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_comes_from_id_389c2865_fk_agreements_item_id FOREIGN KEY (comes_from_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_indicator_id_24bf7e9c_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_lead_id_2d7c730b_fk_agreements_party_id FOREIGN KEY (lead_id) REFERENCES public.agreements_party(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_said_by_id_3b316815_fk_agreements_party_id FOREIGN KEY (said_by_id) REFERENCES public.agreements_party(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_itemnote
    ADD CONSTRAINT agreements_itemnote_by_id_fd25db82_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_itemnote
    ADD CONSTRAINT agreements_itemnote_item_id_02ef4f25_fk_agreements_item_id FOREIGN KEY (item_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_itemnote
    ADD CONSTRAINT agreements_itemnote_party_id_93406ab2_fk_agreements_party_id FOREIGN KEY (party_id) REFERENCES public.agreements_party(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_itempartner
    ADD CONSTRAINT agreements_itempartner_item_id_3c222fc5_fk_agreements_item_id FOREIGN KEY (item_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_itempartner
    ADD CONSTRAINT agreements_itempartner_party_id_33a9aec6_fk_agreements_party_id FOREIGN KEY (party_id) REFERENCES public.agreements_party(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_meeting
    ADD CONSTRAINT agreements_meeting_agreement_id_995c3c04_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_meeting
    ADD CONSTRAINT agreements_meeting_by_id_c4579628_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_meeting
    ADD CONSTRAINT agreements_meeting_organisation_id_5adce42a_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_agreement_id_14d67e53_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_organisation_id_23b9256d_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_proof
    ADD CONSTRAINT agreements_proof_file_id_80638a70_fk_records_storedfile_id FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_proof
    ADD CONSTRAINT agreements_proof_note_id_af30c3f1_fk_agreements_itemnote_id FOREIGN KEY (note_id) REFERENCES public.agreements_itemnote(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_remark
    ADD CONSTRAINT agreements_remark_item_id_83f98796_fk_agreements_item_id FOREIGN KEY (item_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_remark
    ADD CONSTRAINT agreements_remark_meeting_id_d1014d84_fk_agreements_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.agreements_meeting(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_review
    ADD CONSTRAINT agreements_review_agreement_id_4ee2f074_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_review
    ADD CONSTRAINT agreements_review_written_by_id_9255fb7f_fk_parties_user_id FOREIGN KEY (written_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_reviewfigure
    ADD CONSTRAINT agreements_reviewfig_indicator_id_dbf2a833_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_reviewfigure
    ADD CONSTRAINT agreements_reviewfig_review_id_3bf5d5e9_fk_agreement FOREIGN KEY (review_id) REFERENCES public.agreements_review(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_reviewline
    ADD CONSTRAINT agreements_reviewlin_review_id_fec3872c_fk_agreement FOREIGN KEY (review_id) REFERENCES public.agreements_review(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_reviewline
    ADD CONSTRAINT agreements_reviewline_item_id_bd924714_fk_agreements_item_id FOREIGN KEY (item_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_reviewsignature
    ADD CONSTRAINT agreements_reviewsig_entered_by_id_b27183ae_fk_parties_u FOREIGN KEY (entered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_reviewsignature
    ADD CONSTRAINT agreements_reviewsig_party_id_f8d3dfda_fk_agreement FOREIGN KEY (party_id) REFERENCES public.agreements_party(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_reviewsignature
    ADD CONSTRAINT agreements_reviewsig_review_id_1d299de7_fk_agreement FOREIGN KEY (review_id) REFERENCES public.agreements_review(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_entered_by_id_704d8969_fk_parties_user_id FOREIGN KEY (entered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_file_id_0c65894f_fk_records_storedfile_id FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_party_id_fa205554_fk_agreements_party_id FOREIGN KEY (party_id) REFERENCES public.agreements_party(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_version_id_2f1874b6_fk_agreement FOREIGN KEY (version_id) REFERENCES public.agreements_version(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_agreement_id_d84c9bde_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_made_by_id_a87b8dd6_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.agreements_waiting
    ADD CONSTRAINT agreements_waiting_item_id_33c16fe3_fk_agreements_item_id FOREIGN KEY (item_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_addition
    ADD CONSTRAINT assignments_addition_assignment_id_6e6b3d1f_fk_assignmen FOREIGN KEY (assignment_id) REFERENCES public.assignments_assignment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_addition
    ADD CONSTRAINT assignments_addition_clock_id_c7cbf582_fk_clocks_clock_id FOREIGN KEY (clock_id) REFERENCES public.clocks_clock(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_addition
    ADD CONSTRAINT assignments_addition_given_by_id_7b609851_fk_parties_user_id FOREIGN KEY (given_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignme_agreement_id_f8cbaa6b_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignme_giver_id_cb482d98_fk_parties_o FOREIGN KEY (giver_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignme_instrument_id_b4b5f1c1_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignme_kept_by_id_cbba96a9_fk_parties_o FOREIGN KEY (kept_by_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_clock_id_c2ceb04c_fk_clocks_clock_id FOREIGN KEY (clock_id) REFERENCES public.clocks_clock(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_event_id_1204ac09_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_given_by_id_f3fb420c_fk_parties_user_id FOREIGN KEY (given_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_item_id_a2d74b94_fk_agreements_item_id FOREIGN KEY (item_id) REFERENCES public.agreements_item(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_place_id_60db3b65_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_assignment
    ADD CONSTRAINT assignments_assignment_plan_id_0b3cae6a_fk_plans_plan_id FOREIGN KEY (plan_id) REFERENCES public.plans_plan(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_handingdown
    ADD CONSTRAINT assignments_handingd_assignment_id_1e5d91a3_fk_assignmen FOREIGN KEY (assignment_id) REFERENCES public.assignments_assignment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_handingdown
    ADD CONSTRAINT assignments_handingd_share_id_ad721c51_fk_assignmen FOREIGN KEY (share_id) REFERENCES public.assignments_share(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_share
    ADD CONSTRAINT assignments_share_addition_id_3c34489c_fk_assignmen FOREIGN KEY (addition_id) REFERENCES public.assignments_addition(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_share
    ADD CONSTRAINT assignments_share_assignment_id_272feb69_fk_assignmen FOREIGN KEY (assignment_id) REFERENCES public.assignments_assignment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_share
    ADD CONSTRAINT assignments_share_place_id_4aa0add7_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_share
    ADD CONSTRAINT assignments_share_taker_id_7913caaa_fk_parties_organisation_id FOREIGN KEY (taker_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_shareevent
    ADD CONSTRAINT assignments_shareeve_share_id_a7b2828a_fk_assignmen FOREIGN KEY (share_id) REFERENCES public.assignments_share(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_shareevent
    ADD CONSTRAINT assignments_shareevent_by_id_b44c18b2_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_shareproof
    ADD CONSTRAINT assignments_sharepro_event_id_659f4bcd_fk_assignmen FOREIGN KEY (event_id) REFERENCES public.assignments_shareevent(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.assignments_shareproof
    ADD CONSTRAINT assignments_sharepro_file_id_286f22ce_fk_records_s FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.certificates_printedcatalogue
    ADD CONSTRAINT certificates_printed_place_id_693e4e1a_fk_places_pl FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.certificates_recognition
    ADD CONSTRAINT certificates_recogni_product_id_5c098800_fk_products_ FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_announcement
    ADD CONSTRAINT clocks_announcement_made_by_id_b2a14d51_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_clock
    ADD CONSTRAINT clocks_clock_place_id_2bf68fe3_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_clockevent
    ADD CONSTRAINT clocks_clockevent_by_id_446ed1e7_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_clockevent
    ADD CONSTRAINT clocks_clockevent_clock_id_20dbed71_fk_clocks_clock_id FOREIGN KEY (clock_id) REFERENCES public.clocks_clock(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_clockparty
    ADD CONSTRAINT clocks_clockparty_clock_id_78d836fc_fk_clocks_clock_id FOREIGN KEY (clock_id) REFERENCES public.clocks_clock(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_clockparty
    ADD CONSTRAINT clocks_clockparty_organisation_id_3224213f_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_correction
    ADD CONSTRAINT clocks_correction_made_by_id_e03c333a_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_correction
    ADD CONSTRAINT clocks_correction_made_for_id_0cf8c541_fk_parties_o FOREIGN KEY (made_for_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_correction
    ADD CONSTRAINT clocks_correction_place_id_556ae5f0_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.clocks_correction
    ADD CONSTRAINT clocks_correction_withdrawn_by_id_545f0619_fk_parties_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_comment
    ADD CONSTRAINT comments_comment_decided_by_id_8e9a257e_fk_parties_user_id FOREIGN KEY (decided_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_comment
    ADD CONSTRAINT comments_comment_thread_id_fab41b92_fk_comments_thread_id FOREIGN KEY (thread_id) REFERENCES public.comments_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_removalrequest
    ADD CONSTRAINT comments_removalrequ_comment_id_829891b7_fk_comments_ FOREIGN KEY (comment_id) REFERENCES public.comments_comment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_removalrequest
    ADD CONSTRAINT comments_removalrequ_settled_by_id_98528cd7_fk_parties_u FOREIGN KEY (settled_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_reply
    ADD CONSTRAINT comments_reply_comment_id_fb939385_fk_comments_comment_id FOREIGN KEY (comment_id) REFERENCES public.comments_comment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_reply
    ADD CONSTRAINT comments_reply_organisation_id_2087fdfc_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_reply
    ADD CONSTRAINT comments_reply_replied_by_id_271a1a22_fk_parties_user_id FOREIGN KEY (replied_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_reply
    ADD CONSTRAINT comments_reply_taken_back_by_id_68fdbb7c_fk_parties_user_id FOREIGN KEY (taken_back_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_thread
    ADD CONSTRAINT comments_thread_closed_by_id_47f0f687_fk_parties_user_id FOREIGN KEY (closed_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_thread
    ADD CONSTRAINT comments_thread_opened_by_id_a9f3d277_fk_parties_user_id FOREIGN KEY (opened_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_thread
    ADD CONSTRAINT comments_thread_organisation_id_15b29058_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.comments_thread
    ADD CONSTRAINT comments_thread_place_id_81470bfa_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_answer
    ADD CONSTRAINT concerns_answer_by_id_a6e8d60b_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_answer
    ADD CONSTRAINT concerns_answer_concern_id_5a6326c0_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_answer
    ADD CONSTRAINT concerns_answer_organisation_id_57c9cfe8_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_answer
    ADD CONSTRAINT concerns_answer_to_all_id_d8def1a5_fk_concerns_answer_id FOREIGN KEY (to_all_id) REFERENCES public.concerns_answer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_answerfile
    ADD CONSTRAINT concerns_answerfile_answer_id_89150064_fk_concerns_answer_id FOREIGN KEY (answer_id) REFERENCES public.concerns_answer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_answerfile
    ADD CONSTRAINT concerns_answerfile_file_id_2f0e5340_fk_records_storedfile_id FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_appsending
    ADD CONSTRAINT concerns_appsending_concern_id_4d0fbbb3_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_appsending
    ADD CONSTRAINT concerns_appsending_key_id_63a2668f_fk_parties_apikey_id FOREIGN KEY (key_id) REFERENCES public.parties_apikey(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_appsending
    ADD CONSTRAINT concerns_appsending_organisation_id_d245a105_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_attachment
    ADD CONSTRAINT concerns_attachment_concern_id_705c3f56_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_attachment
    ADD CONSTRAINT concerns_attachment_file_id_9b052810_fk_records_storedfile_id FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_clock_id_d7cfae1d_fk_clocks_clock_id FOREIGN KEY (clock_id) REFERENCES public.clocks_clock(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_entered_by_id_7f051010_fk_parties_user_id FOREIGN KEY (entered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_handler_id_841e5da0_fk_parties_user_id FOREIGN KEY (handler_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_meeting_id_23ed96e8_fk_concerns_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.concerns_meeting(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_merged_into_id_644a715c_fk_concerns_concern_id FOREIGN KEY (merged_into_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_organisation_id_52a09080_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_concern
    ADD CONSTRAINT concerns_concern_place_id_89e75ddc_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_confidant
    ADD CONSTRAINT concerns_confidant_named_by_id_04cb1cfc_fk_parties_user_id FOREIGN KEY (named_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_confidant
    ADD CONSTRAINT concerns_confidant_organisation_id_f381063d_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_confidant
    ADD CONSTRAINT concerns_confidant_user_id_36b7393f_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_endpoint
    ADD CONSTRAINT concerns_endpoint_ended_by_id_6be9c4f5_fk_parties_user_id FOREIGN KEY (ended_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_endpoint
    ADD CONSTRAINT concerns_endpoint_made_by_id_d299e1bb_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_endpoint
    ADD CONSTRAINT concerns_endpoint_organisation_id_6ad3b404_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_forwarding
    ADD CONSTRAINT concerns_forwarding_by_id_8652ec3c_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_forwarding
    ADD CONSTRAINT concerns_forwarding_concern_id_5ac1041b_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_forwarding
    ADD CONSTRAINT concerns_forwarding_endpoint_id_64f5c7fb_fk_concerns_ FOREIGN KEY (endpoint_id) REFERENCES public.concerns_endpoint(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_handling
    ADD CONSTRAINT concerns_handling_by_id_8b8ebfc1_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_handling
    ADD CONSTRAINT concerns_handling_concern_id_aea1e38a_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_handling
    ADD CONSTRAINT concerns_handling_organisation_id_7b11f451_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_meeting
    ADD CONSTRAINT concerns_meeting_entered_by_id_b378172b_fk_parties_user_id FOREIGN KEY (entered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_meeting
    ADD CONSTRAINT concerns_meeting_organisation_id_6b6afd13_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_meeting
    ADD CONSTRAINT concerns_meeting_place_id_28c9cb19_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_officelimit
    ADD CONSTRAINT concerns_officelimit_made_by_id_5d446a38_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_officelimit
    ADD CONSTRAINT concerns_officelimit_place_id_7212c0ee_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_opinion
    ADD CONSTRAINT concerns_opinion_by_id_1f21249c_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_opinion
    ADD CONSTRAINT concerns_opinion_concern_id_0d8e53f9_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_opinion
    ADD CONSTRAINT concerns_opinion_organisation_id_e92f3e29_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_publication
    ADD CONSTRAINT concerns_publication_concern_id_ad80620e_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_publication
    ADD CONSTRAINT concerns_publication_published_by_id_40dbd212_fk_parties_u FOREIGN KEY (published_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_publication
    ADD CONSTRAINT concerns_publication_withdrawn_by_id_be8a7e0f_fk_parties_u FOREIGN KEY (withdrawn_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_question
    ADD CONSTRAINT concerns_question_asked_by_id_2129c10e_fk_parties_user_id FOREIGN KEY (asked_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_question
    ADD CONSTRAINT concerns_question_concern_id_8ea04149_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_question
    ADD CONSTRAINT concerns_question_organisation_id_a7c67e59_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_reading
    ADD CONSTRAINT concerns_reading_by_id_d13490ed_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_reading
    ADD CONSTRAINT concerns_reading_concern_id_5782870b_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_reading
    ADD CONSTRAINT concerns_reading_organisation_id_03a2cf93_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_reminder
    ADD CONSTRAINT concerns_reminder_concern_id_8603e434_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_route
    ADD CONSTRAINT concerns_route_made_by_id_79d3790f_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_route
    ADD CONSTRAINT concerns_route_organisation_id_bcd1dbc5_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_route
    ADD CONSTRAINT concerns_route_place_id_aac25134_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_sender
    ADD CONSTRAINT concerns_sender_concern_id_e6baa415_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_template
    ADD CONSTRAINT concerns_template_made_by_id_9c4bbfd9_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_template
    ADD CONSTRAINT concerns_template_organisation_id_0a3c63b4_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_turn
    ADD CONSTRAINT concerns_turn_by_id_1f7feb28_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_turn
    ADD CONSTRAINT concerns_turn_concern_id_8e2fd5a2_fk_concerns_concern_id FOREIGN KEY (concern_id) REFERENCES public.concerns_concern(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.concerns_turn
    ADD CONSTRAINT concerns_turn_organisation_id_53a56ec1_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_agendaitem
    ADD CONSTRAINT events_agendaitem_event_id_28d22c52_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_attendance
    ADD CONSTRAINT events_attendance_guest_id_4ad85d25_fk_events_guest_id FOREIGN KEY (guest_id) REFERENCES public.events_guest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_attendance
    ADD CONSTRAINT events_attendance_noted_by_id_2ae55923_fk_parties_user_id FOREIGN KEY (noted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_attendance
    ADD CONSTRAINT events_attendance_withdrawn_by_id_f9b7c2e8_fk_parties_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_attendancepaper
    ADD CONSTRAINT events_attendancepaper_guest_id_88b706d2_fk_events_guest_id FOREIGN KEY (guest_id) REFERENCES public.events_guest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_attendancepaper
    ADD CONSTRAINT events_attendancepaper_issued_by_id_9f208337_fk_parties_user_id FOREIGN KEY (issued_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_cohost
    ADD CONSTRAINT events_cohost_event_id_5e2c9e94_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_cohost
    ADD CONSTRAINT events_cohost_organisation_id_9c2af758_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_costline
    ADD CONSTRAINT events_costline_event_id_7ba2b618_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_created_by_id_2c28ea90_fk_parties_user_id FOREIGN KEY (created_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_host_id_522ba98e_fk_parties_organisation_id FOREIGN KEY (host_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_instrument_id_8472cf9e_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_place_id_61ecc581_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guest
    ADD CONSTRAINT events_guest_event_id_d207f765_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guest
    ADD CONSTRAINT events_guest_membership_id_28a5c752_fk_parties_membership_id FOREIGN KEY (membership_id) REFERENCES public.parties_membership(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guest
    ADD CONSTRAINT events_guest_organisation_id_c7e78471_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guest
    ADD CONSTRAINT events_guest_place_id_7e16be31_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guest
    ADD CONSTRAINT events_guest_rule_id_b84459bc_fk_events_guestrule_id FOREIGN KEY (rule_id) REFERENCES public.events_guestrule(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guestrule
    ADD CONSTRAINT events_guestrule_event_id_770792fe_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guestrule
    ADD CONSTRAINT events_guestrule_invited_by_id_24f67a08_fk_parties_user_id FOREIGN KEY (invited_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guestrule
    ADD CONSTRAINT events_guestrule_organisation_id_defc3dfe_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_guestrule
    ADD CONSTRAINT events_guestrule_place_id_1b9f1723_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_handout
    ADD CONSTRAINT events_handout_event_id_c985b385_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_handout
    ADD CONSTRAINT events_handout_file_id_ec7e265e_fk_records_storedfile_id FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_event_id_c9541b6a_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_guest_id_0132d54d_fk_events_guest_id FOREIGN KEY (guest_id) REFERENCES public.events_guest(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_idea_id_a9eb8050_fk_products_idea_id FOREIGN KEY (idea_id) REFERENCES public.products_idea(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_noted_by_id_f3e9f68b_fk_parties_user_id FOREIGN KEY (noted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_interest
    ADD CONSTRAINT events_interest_place_id_eac05056_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_question
    ADD CONSTRAINT events_question_answered_by_id_cd591b46_fk_parties_user_id FOREIGN KEY (answered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_question
    ADD CONSTRAINT events_question_asked_by_id_4fa461d5_fk_parties_user_id FOREIGN KEY (asked_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_question
    ADD CONSTRAINT events_question_event_id_3edfdfe3_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT events_speaker_event_id_5d094b57_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_speaker
    ADD CONSTRAINT events_speaker_user_id_141dfd5d_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.events_topic
    ADD CONSTRAINT events_topic_event_id_08ec7d45_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_delivery
    ADD CONSTRAINT follow_delivery_happening_id_111efe3f_fk_follow_no FOREIGN KEY (happening_id) REFERENCES public.follow_notedhappening(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_delivery
    ADD CONSTRAINT follow_delivery_webhook_id_7ed3fe52_fk_follow_webhook_id FOREIGN KEY (webhook_id) REFERENCES public.follow_webhook(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_following
    ADD CONSTRAINT follow_following_follower_id_d8c63b90_fk_follow_follower_id FOREIGN KEY (follower_id) REFERENCES public.follow_follower(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_telling
    ADD CONSTRAINT follow_telling_follower_id_3f501c93_fk_follow_follower_id FOREIGN KEY (follower_id) REFERENCES public.follow_follower(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_telling
    ADD CONSTRAINT follow_telling_happening_id_f71c1896_fk_follow_no FOREIGN KEY (happening_id) REFERENCES public.follow_notedhappening(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_webhook
    ADD CONSTRAINT follow_webhook_created_by_id_34cad17e_fk_parties_user_id FOREIGN KEY (created_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_webhook
    ADD CONSTRAINT follow_webhook_organisation_id_d530043c_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.follow_webhook
    ADD CONSTRAINT follow_webhook_place_id_2e478e5e_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_approval
    ADD CONSTRAINT indicators_approval_by_id_c5f35fa6_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_approval
    ADD CONSTRAINT indicators_approval_report_id_dacf3710_fk_indicator FOREIGN KEY (report_id) REFERENCES public.indicators_valuereport(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_asked
    ADD CONSTRAINT indicators_asked_at_most_id_b2454e78_fk_indicators_asked_id FOREIGN KEY (at_most_id) REFERENCES public.indicators_asked(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_asked
    ADD CONSTRAINT indicators_asked_collection_id_20cb4194_fk_indicator FOREIGN KEY (collection_id) REFERENCES public.indicators_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_asked
    ADD CONSTRAINT indicators_asked_indicator_id_f67404da_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_asked
    ADD CONSTRAINT indicators_asked_part_of_id_7944b1bf_fk_indicators_asked_id FOREIGN KEY (part_of_id) REFERENCES public.indicators_asked(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_collection
    ADD CONSTRAINT indicators_collectio_instrument_id_d2f34a44_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_collection
    ADD CONSTRAINT indicators_collectio_organisation_id_3d55009c_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_collection
    ADD CONSTRAINT indicators_collection_place_id_50ce24b4_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_definition
    ADD CONSTRAINT indicators_definitio_indicator_id_f57e6d06_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_figure
    ADD CONSTRAINT indicators_figure_indicator_id_b2fc8f3a_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_figure
    ADD CONSTRAINT indicators_figure_noted_by_id_2d8a1183_fk_parties_user_id FOREIGN KEY (noted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_figure
    ADD CONSTRAINT indicators_figure_place_id_4975fd92_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_figure
    ADD CONSTRAINT indicators_figure_report_id_a853206f_fk_indicator FOREIGN KEY (report_id) REFERENCES public.indicators_valuereport(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_grace
    ADD CONSTRAINT indicators_grace_collection_id_059055ff_fk_indicator FOREIGN KEY (collection_id) REFERENCES public.indicators_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_grace
    ADD CONSTRAINT indicators_grace_granted_by_id_1f11a8fd_fk_parties_user_id FOREIGN KEY (granted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_grace
    ADD CONSTRAINT indicators_grace_place_id_12d05d7e_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_denominator_id_ead60adb_fk_indicator FOREIGN KEY (denominator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_numerator_id_b538d4f1_fk_indicator FOREIGN KEY (numerator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_organisation_id_5fca035a_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_keptfigure
    ADD CONSTRAINT indicators_keptfigur_paper_id_3dc62508_fk_indicator FOREIGN KEY (paper_id) REFERENCES public.indicators_keptpaper(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_keptfigure
    ADD CONSTRAINT indicators_keptfigure_place_id_7a0ff1d9_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_keptpaper
    ADD CONSTRAINT indicators_keptpaper_kept_by_id_c6e5f767_fk_parties_user_id FOREIGN KEY (kept_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_keptpaper
    ADD CONSTRAINT indicators_keptpaper_pdf_id_5525506b_fk_records_storedfile_id FOREIGN KEY (pdf_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_keptpaper
    ADD CONSTRAINT indicators_keptpaper_word_id_0912e754_fk_records_storedfile_id FOREIGN KEY (word_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_stagedform
    ADD CONSTRAINT indicators_stagedfor_collection_id_92cdaf85_fk_indicator FOREIGN KEY (collection_id) REFERENCES public.indicators_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_stagedform
    ADD CONSTRAINT indicators_stagedform_brought_by_id_c00dc2e7_fk_parties_user_id FOREIGN KEY (brought_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_value
    ADD CONSTRAINT indicators_value_indicator_id_f64addf6_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_value
    ADD CONSTRAINT indicators_value_place_id_6fbcda16_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_valuereport
    ADD CONSTRAINT indicators_valuerepo_collection_id_f1fc20f3_fk_indicator FOREIGN KEY (collection_id) REFERENCES public.indicators_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_valuereport
    ADD CONSTRAINT indicators_valuerepo_submitted_by_id_11bad1eb_fk_parties_u FOREIGN KEY (submitted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.indicators_valuereport
    ADD CONSTRAINT indicators_valuereport_place_id_36d20da6_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_answer
    ADD CONSTRAINT instruments_answer_answered_by_id_b3f2642b_fk_parties_user_id FOREIGN KEY (answered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_answer
    ADD CONSTRAINT instruments_answer_comment_id_5e428a25_fk_comments_comment_id FOREIGN KEY (comment_id) REFERENCES public.comments_comment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_answer
    ADD CONSTRAINT instruments_answer_reply_id_517ac3f0_fk_comments_reply_id FOREIGN KEY (reply_id) REFERENCES public.comments_reply(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_drafted_by_id_b8eb156b_fk_parties_user_id FOREIGN KEY (drafted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_file_id_665f97ed_fk_records_storedfile_id FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_issued_id_a7ff2129_fk_instrumen FOREIGN KEY (issued_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_organisation_id_e94d3a7b_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_place_id_77a54cd4_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_published_by_id_31a8c0aa_fk_parties_user_id FOREIGN KEY (published_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_thread_id_30fe4384_fk_comments_thread_id FOREIGN KEY (thread_id) REFERENCES public.comments_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_draft
    ADD CONSTRAINT instruments_draft_withdrawn_by_id_4ab49a4f_fk_parties_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_instrument
    ADD CONSTRAINT instruments_instrume_file_id_855c238a_fk_records_s FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_instrument
    ADD CONSTRAINT instruments_instrume_organisation_id_fd574999_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_instrument
    ADD CONSTRAINT instruments_instrume_recorded_by_id_eab2d03d_fk_parties_u FOREIGN KEY (recorded_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_instrument
    ADD CONSTRAINT instruments_instrume_recorded_for_id_dd1159da_fk_parties_o FOREIGN KEY (recorded_for_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_instrument
    ADD CONSTRAINT instruments_instrument_place_id_87d3162a_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_publication
    ADD CONSTRAINT instruments_publicat_instrument_id_1103ef26_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_publication
    ADD CONSTRAINT instruments_publicat_published_by_id_514ffbe7_fk_parties_u FOREIGN KEY (published_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_publication
    ADD CONSTRAINT instruments_publicat_published_for_id_31aa062d_fk_parties_o FOREIGN KEY (published_for_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_publication
    ADD CONSTRAINT instruments_publicat_withdrawn_by_id_efd60548_fk_parties_u FOREIGN KEY (withdrawn_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_relation
    ADD CONSTRAINT instruments_relation_added_by_id_eb2ae7d3_fk_parties_user_id FOREIGN KEY (added_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_relation
    ADD CONSTRAINT instruments_relation_older_id_0296f765_fk_instrumen FOREIGN KEY (older_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.instruments_relation
    ADD CONSTRAINT instruments_relation_paper_id_22037edc_fk_instrumen FOREIGN KEY (paper_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_contribution
    ADD CONSTRAINT movements_contributi_movement_id_076c245e_fk_movements FOREIGN KEY (movement_id) REFERENCES public.movements_movement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_contribution
    ADD CONSTRAINT movements_contributi_proof_id_446bf037_fk_records_s FOREIGN KEY (proof_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_contribution
    ADD CONSTRAINT movements_contributi_recorded_by_id_ffd68b7a_fk_parties_u FOREIGN KEY (recorded_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_contribution
    ADD CONSTRAINT movements_contribution_place_id_a47f5961_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_movement
    ADD CONSTRAINT movements_movement_basis_id_00b1db5d_fk_instrumen FOREIGN KEY (basis_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_movement
    ADD CONSTRAINT movements_movement_organisation_id_0148f605_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_movement_parts
    ADD CONSTRAINT movements_movement_p_movement_id_8724b4bc_fk_movements FOREIGN KEY (movement_id) REFERENCES public.movements_movement(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_movement_parts
    ADD CONSTRAINT movements_movement_parts_place_id_50148684_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.movements_movement
    ADD CONSTRAINT movements_movement_place_id_330a7241_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_article
    ADD CONSTRAINT news_article_card_id_3cff2873_fk_records_storedfile_id FOREIGN KEY (card_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_article
    ADD CONSTRAINT news_article_home_id_d83dceb1_fk_news_unithome_page_ptr_id FOREIGN KEY (home_id) REFERENCES public.news_unithome(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_article
    ADD CONSTRAINT news_article_in_section_id_507459df_fk_news_section_page_ptr_id FOREIGN KEY (in_section_id) REFERENCES public.news_section(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_article
    ADD CONSTRAINT news_article_page_ptr_id_45b455ca_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_article
    ADD CONSTRAINT news_article_picture_id_295a40be_fk_news_picture_id FOREIGN KEY (picture_id) REFERENCES public.news_picture(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_article
    ADD CONSTRAINT news_article_place_id_4eb6e074_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_articleproduct
    ADD CONSTRAINT news_articleproduct_article_id_f33b1df0_fk_news_arti FOREIGN KEY (article_id) REFERENCES public.news_article(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_articleproduct
    ADD CONSTRAINT news_articleproduct_product_id_2806ee50_fk_products_product_id FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_articlethread
    ADD CONSTRAINT news_articlethread_article_id_adf2fc85_fk_news_arti FOREIGN KEY (article_id) REFERENCES public.news_article(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_articlethread
    ADD CONSTRAINT news_articlethread_thread_id_aebed79d_fk_comments_thread_id FOREIGN KEY (thread_id) REFERENCES public.comments_thread(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_formeraddress
    ADD CONSTRAINT news_formeraddress_page_id_218a503e_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_link
    ADD CONSTRAINT news_link_group_id_38035fd4_fk_news_linkgroup_id FOREIGN KEY (group_id) REFERENCES public.news_linkgroup(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_linkgroup
    ADD CONSTRAINT news_linkgroup_home_id_73fd9c9a_fk_news_unithome_page_ptr_id FOREIGN KEY (home_id) REFERENCES public.news_unithome(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_paper
    ADD CONSTRAINT news_paper_collection_id_23be99a6_fk_wagtailcore_collection_id FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_paper
    ADD CONSTRAINT news_paper_organisation_id_65b2610f_fk_parties_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_paper
    ADD CONSTRAINT news_paper_stored_id_13d6c2ce_fk_records_storedfile_id FOREIGN KEY (stored_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_paper
    ADD CONSTRAINT news_paper_uploaded_by_user_id_ffde7ca3_fk_parties_user_id FOREIGN KEY (uploaded_by_user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_picture
    ADD CONSTRAINT news_picture_collection_id_ecac88f2_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_picture
    ADD CONSTRAINT news_picture_organisation_id_e8af1d8d_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_picture
    ADD CONSTRAINT news_picture_stored_id_1b25b815_fk_records_storedfile_id FOREIGN KEY (stored_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_picture
    ADD CONSTRAINT news_picture_uploaded_by_user_id_addeb274_fk_parties_user_id FOREIGN KEY (uploaded_by_user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_rendition
    ADD CONSTRAINT news_rendition_image_id_347cebb7_fk_news_picture_id FOREIGN KEY (image_id) REFERENCES public.news_picture(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_secondperson
    ADD CONSTRAINT news_secondperson_task_ptr_id_9028dea8_fk_wagtailcore_task_id FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_section
    ADD CONSTRAINT news_section_home_id_0091fd37_fk_news_unithome_page_ptr_id FOREIGN KEY (home_id) REFERENCES public.news_unithome(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_section
    ADD CONSTRAINT news_section_page_ptr_id_a58ea642_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_sectiontalk
    ADD CONSTRAINT news_sectiontalk_opened_by_id_e2a63e43_fk_parties_user_id FOREIGN KEY (opened_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_sectiontalk
    ADD CONSTRAINT news_sectiontalk_section_id_84dec42e_fk_news_sect FOREIGN KEY (section_id) REFERENCES public.news_section(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_unithome
    ADD CONSTRAINT news_unithome_organisation_id_a40b5e0a_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_unithome
    ADD CONSTRAINT news_unithome_page_ptr_id_71fe824f_fk_wagtailcore_page_id FOREIGN KEY (page_ptr_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_unithome
    ADD CONSTRAINT news_unithome_place_id_e4f3813c_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_unithome_shared_sections
    ADD CONSTRAINT news_unithome_shared_section_id_3bc8262f_fk_news_sect FOREIGN KEY (section_id) REFERENCES public.news_section(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.news_unithome_shared_sections
    ADD CONSTRAINT news_unithome_shared_unithome_id_f2511886_fk_news_unit FOREIGN KEY (unithome_id) REFERENCES public.news_unithome(page_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_apikey
    ADD CONSTRAINT parties_apikey_membership_id_6dd4a1aa_fk_parties_membership_id FOREIGN KEY (membership_id) REFERENCES public.parties_membership(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_apikey
    ADD CONSTRAINT parties_apikey_revoked_by_id_c7e7f865_fk_parties_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_invitation
    ADD CONSTRAINT parties_invitation_accepted_by_id_55198744_fk_parties_user_id FOREIGN KEY (accepted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_invitation
    ADD CONSTRAINT parties_invitation_invited_by_id_a87e56bd_fk_parties_user_id FOREIGN KEY (invited_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_invitation
    ADD CONSTRAINT parties_invitation_organisation_id_e26ee9ea_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_invitation
    ADD CONSTRAINT parties_invitation_place_id_38dc3be4_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_letter
    ADD CONSTRAINT parties_letter_organisation_id_cd73faa3_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_letter
    ADD CONSTRAINT parties_letter_written_by_id_7e5834b7_fk_parties_user_id FOREIGN KEY (written_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_membership
    ADD CONSTRAINT parties_membership_ended_by_id_ba620b22_fk_parties_user_id FOREIGN KEY (ended_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_membership
    ADD CONSTRAINT parties_membership_granted_by_id_8f0cece5_fk_parties_user_id FOREIGN KEY (granted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_membership
    ADD CONSTRAINT parties_membership_organisation_id_c24a77b1_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_membership
    ADD CONSTRAINT parties_membership_place_id_68e530b1_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_membership
    ADD CONSTRAINT parties_membership_user_id_167fdf2b_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_notice
    ADD CONSTRAINT parties_notice_membership_id_8b06f9fb_fk_parties_membership_id FOREIGN KEY (membership_id) REFERENCES public.parties_membership(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_notice
    ADD CONSTRAINT parties_notice_user_id_703570a0_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_organisation
    ADD CONSTRAINT parties_organisation_parent_id_dc26f50d_fk_parties_o FOREIGN KEY (parent_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_organisation
    ADD CONSTRAINT parties_organisation_place_id_8e57d634_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_personalfeed
    ADD CONSTRAINT parties_personalfeed_ended_by_id_c9349b85_fk_parties_user_id FOREIGN KEY (ended_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_personalfeed
    ADD CONSTRAINT parties_personalfeed_membership_id_46730566_fk_parties_m FOREIGN KEY (membership_id) REFERENCES public.parties_membership(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_user_groups
    ADD CONSTRAINT parties_user_groups_group_id_3df3de0e_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_user_groups
    ADD CONSTRAINT parties_user_groups_user_id_412e02e6_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_user_user_permissions
    ADD CONSTRAINT parties_user_user_pe_permission_id_02df798e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.parties_user_user_permissions
    ADD CONSTRAINT parties_user_user_pe_user_id_7c8f8dc3_fk_parties_u FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.places_boundary
    ADD CONSTRAINT places_boundary_place_id_ff9325da_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.places_place
    ADD CONSTRAINT places_place_parent_id_593054a7_fk_places_place_id FOREIGN KEY (parent_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.places_succession
    ADD CONSTRAINT places_succession_new_id_6dcebdbd_fk_places_place_id FOREIGN KEY (new_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.places_succession
    ADD CONSTRAINT places_succession_old_id_e79d586d_fk_places_place_id FOREIGN KEY (old_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_adoption
    ADD CONSTRAINT plans_adoption_share_id_66996b38_fk_plans_share_id FOREIGN KEY (share_id) REFERENCES public.plans_share(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_adoption
    ADD CONSTRAINT plans_adoption_target_id_8ad4fd2f_fk_plans_target_id FOREIGN KEY (target_id) REFERENCES public.plans_target(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_figure
    ADD CONSTRAINT plans_figure_place_id_18b894f4_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_figure
    ADD CONSTRAINT plans_figure_reported_by_id_68578e0c_fk_parties_user_id FOREIGN KEY (reported_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_figure
    ADD CONSTRAINT plans_figure_target_id_7e49205b_fk_plans_target_id FOREIGN KEY (target_id) REFERENCES public.plans_target(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_decision_id_9b7baab7_fk_instruments_instrument_id FOREIGN KEY (decision_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_organisation_id_bd01422b_fk_parties_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_parent_id_2169a7a4_fk_plans_plan_id FOREIGN KEY (parent_id) REFERENCES public.plans_plan(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_place_id_394756f5_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_programme_id_bb1e3f26_fk_plans_programme_id FOREIGN KEY (programme_id) REFERENCES public.plans_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_replaces_id_83c3e344_fk_plans_plan_id FOREIGN KEY (replaces_id) REFERENCES public.plans_plan(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_programme_grounds
    ADD CONSTRAINT plans_programme_grou_instrument_id_69b0196d_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_programme_grounds
    ADD CONSTRAINT plans_programme_grou_programme_id_319fb2c6_fk_plans_pro FOREIGN KEY (programme_id) REFERENCES public.plans_programme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_programme
    ADD CONSTRAINT plans_programme_organisation_id_b21a02a6_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_programme
    ADD CONSTRAINT plans_programme_place_id_15eb821c_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_result
    ADD CONSTRAINT plans_result_review_id_60799507_fk_plans_review_id FOREIGN KEY (review_id) REFERENCES public.plans_review(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_result
    ADD CONSTRAINT plans_result_target_id_4d79fa5e_fk_plans_target_id FOREIGN KEY (target_id) REFERENCES public.plans_target(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_review
    ADD CONSTRAINT plans_review_kept_id_d3382a95_fk_indicators_keptpaper_id FOREIGN KEY (kept_id) REFERENCES public.indicators_keptpaper(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_review
    ADD CONSTRAINT plans_review_plan_id_20130750_fk_plans_plan_id FOREIGN KEY (plan_id) REFERENCES public.plans_plan(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_review
    ADD CONSTRAINT plans_review_reviewed_by_id_1857227c_fk_parties_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_share
    ADD CONSTRAINT plans_share_place_id_1d14c593_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_share
    ADD CONSTRAINT plans_share_target_id_777eeb06_fk_plans_target_id FOREIGN KEY (target_id) REFERENCES public.plans_target(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_target
    ADD CONSTRAINT plans_target_indicator_id_8c154346_fk_indicators_indicator_id FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_target
    ADD CONSTRAINT plans_target_plan_id_a89da703_fk_plans_plan_id FOREIGN KEY (plan_id) REFERENCES public.plans_plan(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.plans_target
    ADD CONSTRAINT plans_target_responsible_id_82b06277_fk_parties_organisation_id FOREIGN KEY (responsible_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.polls_option
    ADD CONSTRAINT polls_option_poll_id_57b18242_fk_polls_poll_id FOREIGN KEY (poll_id) REFERENCES public.polls_poll(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.polls_poll
    ADD CONSTRAINT polls_poll_organisation_id_a9ec79fb_fk_parties_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.polls_poll
    ADD CONSTRAINT polls_poll_place_id_e2c347c1_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


ALTER TABLE ONLY public.products_businessplan
    ADD CONSTRAINT products_businessplan_idea_id_bca9ba1f_fk_products_idea_id FOREIGN KEY (idea_id) REFERENCES public.products_idea(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_contactconsent
    ADD CONSTRAINT products_contactcons_producer_id_d6525d48_fk_products_ FOREIGN KEY (producer_id) REFERENCES public.products_producer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_contactconsent
    ADD CONSTRAINT products_contactconsent_ended_by_id_c634c1fb_fk_parties_user_id FOREIGN KEY (ended_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_contactconsent
    ADD CONSTRAINT products_contactconsent_given_by_id_bdf678c6_fk_parties_user_id FOREIGN KEY (given_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_advised_by_id_f71a6a46_fk_parties_user_id FOREIGN KEY (advised_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_current_place_id_95d206f5_fk_places_place_id FOREIGN KEY (current_place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_noted_by_id_07c77e47_fk_parties_user_id FOREIGN KEY (noted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_noted_for_id_49257382_fk_parties_organisation_id FOREIGN KEY (noted_for_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_place_id_74d3c6dd_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_producer_id_83e9b774_fk_products_producer_id FOREIGN KEY (producer_id) REFERENCES public.products_producer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_idea
    ADD CONSTRAINT products_idea_product_id_dc250123_fk_products_product_id FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_personrights
    ADD CONSTRAINT products_personright_membership_id_5f827dc4_fk_parties_m FOREIGN KEY (membership_id) REFERENCES public.parties_membership(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_producer
    ADD CONSTRAINT products_producer_current_place_id_5c64f9be_fk_places_place_id FOREIGN KEY (current_place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_producer
    ADD CONSTRAINT products_producer_organisation_id_765c3859_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_producer
    ADD CONSTRAINT products_producer_place_id_eb18343a_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_producerperson
    ADD CONSTRAINT products_producerper_producer_id_146f3f4c_fk_products_ FOREIGN KEY (producer_id) REFERENCES public.products_producer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_producerperson
    ADD CONSTRAINT products_producerper_recorded_by_id_c28cd557_fk_parties_u FOREIGN KEY (recorded_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_product
    ADD CONSTRAINT products_product_current_place_id_888b6f98_fk_places_place_id FOREIGN KEY (current_place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_product
    ADD CONSTRAINT products_product_producer_id_be45bf24_fk_products_producer_id FOREIGN KEY (producer_id) REFERENCES public.products_producer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_productpicture
    ADD CONSTRAINT products_productpict_file_id_bd0a5b15_fk_records_s FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_productpicture
    ADD CONSTRAINT products_productpict_product_id_0390c616_fk_products_ FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_productvariant
    ADD CONSTRAINT products_productvari_product_id_d9c22902_fk_products_ FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_salesplace
    ADD CONSTRAINT products_salesplace_place_id_b9c94a2d_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_salesplace
    ADD CONSTRAINT products_salesplace_product_id_80f95f20_fk_products_product_id FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.products_yearfigure
    ADD CONSTRAINT products_yearfigure_product_id_393861fd_fk_products_product_id FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.programme_cyclestep
    ADD CONSTRAINT programme_cyclestep_place_id_d94f7849_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.records_entry
    ADD CONSTRAINT records_entry_who_id_a4c65d03_fk_parties_user_id FOREIGN KEY (who_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.records_keptform
    ADD CONSTRAINT records_keptform_user_id_7289ccec_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.records_orderedpaper
    ADD CONSTRAINT records_orderedpaper_user_id_d41669ff_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.records_sentform
    ADD CONSTRAINT records_sentform_user_id_415c8345_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.records_storedfile
    ADD CONSTRAINT records_storedfile_created_by_id_b5a9229d_fk_parties_user_id FOREIGN KEY (created_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_import
    ADD CONSTRAINT register_import_file_id_8b8cdd5f_fk_records_storedfile_id FOREIGN KEY (file_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_import
    ADD CONSTRAINT register_import_organisation_id_271ee631_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_import
    ADD CONSTRAINT register_import_place_id_c3e1a4a2_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_import
    ADD CONSTRAINT register_import_started_by_id_990759a7_fk_parties_user_id FOREIGN KEY (started_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_importrow
    ADD CONSTRAINT register_importrow_importing_id_0702beda_fk_register_import_id FOREIGN KEY (importing_id) REFERENCES public.register_import(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_importrow
    ADD CONSTRAINT register_importrow_producer_id_40ace0f6_fk_products_producer_id FOREIGN KEY (producer_id) REFERENCES public.products_producer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_importrow
    ADD CONSTRAINT register_importrow_product_id_1bf67638_fk_products_product_id FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_importrow
    ADD CONSTRAINT register_importrow_sheet_id_f6a55bcb_fk_register_importsheet_id FOREIGN KEY (sheet_id) REFERENCES public.register_importsheet(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_importsheet
    ADD CONSTRAINT register_importsheet_importing_id_6aff9579_fk_register_ FOREIGN KEY (importing_id) REFERENCES public.register_import(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_registercolumns
    ADD CONSTRAINT register_registercol_organisation_id_bb06e374_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_registerword
    ADD CONSTRAINT register_registerwor_organisation_id_60b77ed9_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_registerword
    ADD CONSTRAINT register_registerword_place_id_07d39da9_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_rowoutcome
    ADD CONSTRAINT register_rowoutcome_product_id_4d375354_fk_products_product_id FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_rowoutcome
    ADD CONSTRAINT register_rowoutcome_row_id_a508e075_fk_register_importrow_id FOREIGN KEY (row_id) REFERENCES public.register_importrow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.register_sheetcells
    ADD CONSTRAINT register_sheetcells_sheet_id_7ecbd94a_fk_register_ FOREIGN KEY (sheet_id) REFERENCES public.register_importsheet(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_reportfigure
    ADD CONSTRAINT reports_reportfigure_report_id_1e7999fd_fk_reports_y FOREIGN KEY (report_id) REFERENCES public.reports_yearlyreport(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_drafted_by_id_bc7e7c9f_fk_parties_user_id FOREIGN KEY (drafted_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_instrument_id_5be6e8d8_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_organisation_id_c343ff0b_fk_parties_o FOREIGN KEY (organisation_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_pdf_id_f40316dc_fk_records_storedfile_id FOREIGN KEY (pdf_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_place_id_39b8e189_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_sheet_id_94993982_fk_records_storedfile_id FOREIGN KEY (sheet_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.reports_yearlyreport
    ADD CONSTRAINT reports_yearlyreport_word_id_6d5c784a_fk_records_storedfile_id FOREIGN KEY (word_id) REFERENCES public.records_storedfile(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_user_id_8146e70c_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_budgetline
    ADD CONSTRAINT support_budgetline_scheme_id_da76593b_fk_support_scheme_id FOREIGN KEY (scheme_id) REFERENCES public.support_scheme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_decision
    ADD CONSTRAINT support_decision_budget_id_05be772b_fk_support_budgetline_id FOREIGN KEY (budget_id) REFERENCES public.support_budgetline(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_decision
    ADD CONSTRAINT support_decision_by_id_a93fe261_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_decision
    ADD CONSTRAINT support_decision_instrument_id_5312bd1e_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_decision
    ADD CONSTRAINT support_decision_request_id_5e6e3227_fk_support_request_id FOREIGN KEY (request_id) REFERENCES public.support_request(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_decision
    ADD CONSTRAINT support_decision_terms_id_57d2488e_fk_support_terms_id FOREIGN KEY (terms_id) REFERENCES public.support_terms(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_effect
    ADD CONSTRAINT support_effect_by_id_a1480a63_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_effect
    ADD CONSTRAINT support_effect_request_id_50e0e947_fk_support_request_id FOREIGN KEY (request_id) REFERENCES public.support_request(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_payment
    ADD CONSTRAINT support_payment_by_id_f6f400a4_fk_parties_user_id FOREIGN KEY (by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_payment
    ADD CONSTRAINT support_payment_decision_id_057aee24_fk_support_decision_id FOREIGN KEY (decision_id) REFERENCES public.support_decision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_request
    ADD CONSTRAINT support_request_entered_by_id_8babed8f_fk_parties_user_id FOREIGN KEY (entered_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_request
    ADD CONSTRAINT support_request_entered_for_id_79914927_fk_parties_o FOREIGN KEY (entered_for_id) REFERENCES public.parties_organisation(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_request
    ADD CONSTRAINT support_request_place_id_7368402a_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_request
    ADD CONSTRAINT support_request_producer_id_f153f590_fk_products_producer_id FOREIGN KEY (producer_id) REFERENCES public.products_producer(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_request
    ADD CONSTRAINT support_request_product_id_007578da_fk_products_product_id FOREIGN KEY (product_id) REFERENCES public.products_product(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_request
    ADD CONSTRAINT support_request_scheme_id_280e3998_fk_support_scheme_id FOREIGN KEY (scheme_id) REFERENCES public.support_scheme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_scheme
    ADD CONSTRAINT support_scheme_instrument_id_c9b537e3_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_scheme
    ADD CONSTRAINT support_scheme_made_by_id_3b704a85_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_scheme
    ADD CONSTRAINT support_scheme_place_id_3c631368_fk_places_place_id FOREIGN KEY (place_id) REFERENCES public.places_place(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_terms
    ADD CONSTRAINT support_terms_instrument_id_dd520020_fk_instrumen FOREIGN KEY (instrument_id) REFERENCES public.instruments_instrument(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_terms
    ADD CONSTRAINT support_terms_made_by_id_aa927292_fk_parties_user_id FOREIGN KEY (made_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.support_terms
    ADD CONSTRAINT support_terms_scheme_id_3c3593f8_fk_support_scheme_id FOREIGN KEY (scheme_id) REFERENCES public.support_scheme(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editing_content_type_id_4df7730e_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_editingsession
    ADD CONSTRAINT wagtailadmin_editingsession_user_id_6e1a9b70_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formsta_content_type_id_e32438b3_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailadmin_formstate
    ADD CONSTRAINT wagtailadmin_formstate_user_id_b910adc2_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_apitoken
    ADD CONSTRAINT wagtailcore_apitoken_user_id_49b1141b_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction
    ADD CONSTRAINT wagtailcore_collecti_collection_id_761908ec_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_collectionviewrestri_47320efd_fk_wagtailco FOREIGN KEY (collectionviewrestriction_id) REFERENCES public.wagtailcore_collectionviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_collectionviewrestriction_groups
    ADD CONSTRAINT wagtailcore_collecti_group_id_1823f2a3_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_page_id_108444b5_fk_wagtailcore_page_id FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_resolved_by_id_a282aa0e_fk_parties_user_id FOREIGN KEY (resolved_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_revision_created_id_1d058279_fk_wagtailco FOREIGN KEY (revision_created_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_comment
    ADD CONSTRAINT wagtailcore_comment_user_id_0c577ca6_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentr_comment_id_afc7e027_fk_wagtailco FOREIGN KEY (comment_id) REFERENCES public.wagtailcore_comment(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_commentreply
    ADD CONSTRAINT wagtailcore_commentreply_user_id_d0b3b9c3_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_group_id_2e64b61f_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask_groups
    ADD CONSTRAINT wagtailcore_groupapp_groupapprovaltask_id_9a9255ea_fk_wagtailco FOREIGN KEY (groupapprovaltask_id) REFERENCES public.wagtailcore_groupapprovaltask(task_ptr_id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupapprovaltask
    ADD CONSTRAINT wagtailcore_groupapp_task_ptr_id_cfe58781_fk_wagtailco FOREIGN KEY (task_ptr_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_collection_id_5423575a_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_group_id_05d61460_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupcollectionpermission
    ADD CONSTRAINT wagtailcore_groupcol_permission_id_1b626275_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_group_id_fc07e671_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_page_id_710b114a_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_grouppagepermission
    ADD CONSTRAINT wagtailcore_grouppag_permission_id_05acb22e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_group_id_e5cdbee4_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_permission_id_459b1f38_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_groupsitepermission
    ADD CONSTRAINT wagtailcore_groupsit_site_id_245de488_fk_wagtailco FOREIGN KEY (site_id) REFERENCES public.wagtailcore_site(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_modellogentry
    ADD CONSTRAINT wagtailcore_modellog_content_type_id_68849e77_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_alias_of_id_12945502_fk_wagtailcore_page_id FOREIGN KEY (alias_of_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_content_type_id_c28424df_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_latest_revision_id_e60fef51_fk_wagtailco FOREIGN KEY (latest_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_live_revision_id_930bd822_fk_wagtailco FOREIGN KEY (live_revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locale_id_3c7e30a6_fk_wagtailcore_locale_id FOREIGN KEY (locale_id) REFERENCES public.wagtailcore_locale(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_locked_by_id_bcb86245_fk_parties_user_id FOREIGN KEY (locked_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_page
    ADD CONSTRAINT wagtailcore_page_owner_id_fbf7c332_fk_parties_user_id FOREIGN KEY (owner_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pagelogentry
    ADD CONSTRAINT wagtailcore_pageloge_content_type_id_74e7708a_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_pagerevision_user_id_2409d2f4_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_page_id_a085e7a6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pagesubscription
    ADD CONSTRAINT wagtailcore_pagesubs_user_id_89d7def9_fk_parties_u FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_group_id_6460f223_fk_auth_grou FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction
    ADD CONSTRAINT wagtailcore_pageview_page_id_15a8bea6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_pageviewrestriction_groups
    ADD CONSTRAINT wagtailcore_pageview_pageviewrestriction__f147a99a_fk_wagtailco FOREIGN KEY (pageviewrestriction_id) REFERENCES public.wagtailcore_pageviewrestriction(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_base_content_type_id_313cf40f_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_content_type_id_766e0336_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_referenceindex
    ADD CONSTRAINT wagtailcore_referenc_to_content_type_id_93690bbd_fk_django_co FOREIGN KEY (to_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_base_content_type_id_5b4ef7bd_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_revision
    ADD CONSTRAINT wagtailcore_revision_content_type_id_c8cb69c0_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_site
    ADD CONSTRAINT wagtailcore_site_root_page_id_e02fb95c_fk_wagtailcore_page_id FOREIGN KEY (root_page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_task
    ADD CONSTRAINT wagtailcore_task_content_type_id_249ab8ba_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_content_type_id_0a758fdc_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_finished_by_id_13f98229_fk_parties_u FOREIGN KEY (finished_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_revision_id_df25a499_fk_wagtailco FOREIGN KEY (revision_id) REFERENCES public.wagtailcore_revision(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstat_workflow_state_id_9239a775_fk_wagtailco FOREIGN KEY (workflow_state_id) REFERENCES public.wagtailcore_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_taskstate
    ADD CONSTRAINT wagtailcore_taskstate_task_id_c3677c34_fk_wagtailcore_task_id FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_for_content_type_id_b0fc87b2_fk_django_co FOREIGN KEY (for_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_uploadedfile
    ADD CONSTRAINT wagtailcore_uploaded_uploaded_by_user_id_c7580fe8_fk_parties_u FOREIGN KEY (uploaded_by_user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_base_content_type_id_a30dc576_fk_django_co FOREIGN KEY (base_content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_2bb78ce1_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_content_type_id_b261bb37_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_current_task_state_i_3a1a0632_fk_wagtailco FOREIGN KEY (current_task_state_id) REFERENCES public.wagtailcore_taskstate(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_page_id_81e7bab6_fk_wagtailco FOREIGN KEY (page_id) REFERENCES public.wagtailcore_page(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_requested_by_id_4090bca3_fk_parties_u FOREIGN KEY (requested_by_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_task_id_ce7716fe_fk_wagtailco FOREIGN KEY (task_id) REFERENCES public.wagtailcore_task(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowstate
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_1f18378f_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowpage
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_56f56ff6_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowcontenttype
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_9aad7cd2_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailcore_workflowtask
    ADD CONSTRAINT wagtailcore_workflow_workflow_id_b9717175_fk_wagtailco FOREIGN KEY (workflow_id) REFERENCES public.wagtailcore_workflow(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_collection_id_23881625_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtaildocs_document
    ADD CONSTRAINT wagtaildocs_document_uploaded_by_user_id_17258b41_fk_parties_u FOREIGN KEY (uploaded_by_user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_collection_id_c2f8af7e_fk_wagtailco FOREIGN KEY (collection_id) REFERENCES public.wagtailcore_collection(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailimages_image
    ADD CONSTRAINT wagtailimages_image_uploaded_by_user_id_5d73dc75_fk_parties_u FOREIGN KEY (uploaded_by_user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailimages_rendition
    ADD CONSTRAINT wagtailimages_rendit_image_id_3e1fd774_fk_wagtailim FOREIGN KEY (image_id) REFERENCES public.wagtailimages_image(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailsearch_indexentry
    ADD CONSTRAINT wagtailsearch_indexe_content_type_id_62ed694f_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


ALTER TABLE ONLY public.wagtailusers_userprofile
    ADD CONSTRAINT wagtailusers_userprofile_user_id_59c92331_fk_parties_user_id FOREIGN KEY (user_id) REFERENCES public.parties_user(id) DEFERRABLE INITIALLY DEFERRED;


