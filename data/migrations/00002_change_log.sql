-- +goose Up
-- What changed, in the same transaction as the change. NOTIFY only rings: readers look here.
-- A reader remembers the snapshot it read last (pg_current_snapshot) and takes rows that it did not see then:
--   xid >= pg_snapshot_xmin(last) AND NOT pg_visible_in_snapshot(xid, last)
-- so a transaction that commits late is never skipped and one that runs long holds nobody up.
CREATE TABLE rasad.change_log (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    city_id     text NOT NULL,
    tbl         text NOT NULL,
    op          text NOT NULL CHECK (op IN ('insert', 'update', 'delete', 'bulk')),
    id          bigint,          -- null for 'bulk': more rows than are worth listing
    n_rows      bigint NOT NULL DEFAULT 1,
    bbox_before box2d,
    bbox_after  box2d,
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor       text NOT NULL DEFAULT coalesce(nullif(current_setting('rasad.actor', true), ''), session_user)
);
CREATE INDEX change_log_xid ON rasad.change_log (xid);
CREATE INDEX change_log_city ON rasad.change_log (city_id, seq);

-- +goose StatementBegin
-- Arguments: id column, geometry column or ''. One function for all tables: the transition tables are read as jsonb-free
-- dynamic SQL, once per statement.
CREATE FUNCTION rasad.log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    id_col   text := TG_ARGV[0];
    box_of   text;
    sql_text text;
    many     constant bigint := 1000;
    n        bigint;
    src      text := CASE TG_OP WHEN 'DELETE' THEN 'old_rows' ELSE 'new_rows' END;
BEGIN
    EXECUTE format('SELECT count(*) FROM (SELECT 1 FROM %I LIMIT %s) r', src, many + 1) INTO n;
    IF n = 0 THEN
        RETURN NULL;
    END IF;
    IF n > many THEN
        box_of := CASE WHEN TG_ARGV[1] = '' THEN 'NULL::box2d' ELSE format('st_extent(%I)::box2d', TG_ARGV[1]) END;
        IF TG_OP = 'UPDATE' THEN
            EXECUTE format('INSERT INTO rasad.change_log (city_id, tbl, op, n_rows, bbox_before, bbox_after)
                SELECT a.city_id, %L, ''bulk'', a.c, b.box, a.box
                FROM (SELECT city_id, count(*) c, %s box FROM new_rows GROUP BY 1) a
                JOIN (SELECT city_id, %s box FROM old_rows GROUP BY 1) b USING (city_id)', TG_TABLE_NAME, box_of, box_of);
        ELSE
            EXECUTE format('INSERT INTO rasad.change_log (city_id, tbl, op, n_rows, %I)
                SELECT city_id, %L, ''bulk'', count(*), %s FROM %I GROUP BY 1',
                CASE TG_OP WHEN 'DELETE' THEN 'bbox_before' ELSE 'bbox_after' END, TG_TABLE_NAME, box_of, src);
        END IF;
    ELSE
        box_of := CASE WHEN TG_ARGV[1] = '' THEN 'NULL::box2d' ELSE format('%%1$s.%I::box2d', TG_ARGV[1]) END;
        IF TG_OP = 'UPDATE' THEN
            EXECUTE format('INSERT INTO rasad.change_log (city_id, tbl, op, id, bbox_before, bbox_after)
                SELECT n.city_id, %L, ''update'', n.%I, %s, %s
                FROM new_rows n JOIN old_rows o ON o.city_id = n.city_id AND o.%I = n.%I
                WHERE n IS DISTINCT FROM o',
                TG_TABLE_NAME, id_col, replace(box_of, '%1$s', 'o'), replace(box_of, '%1$s', 'n'), id_col, id_col);
        ELSE
            EXECUTE format('INSERT INTO rasad.change_log (city_id, tbl, op, id, %I)
                SELECT r.city_id, %L, %L, r.%I, %s FROM %I r',
                CASE TG_OP WHEN 'DELETE' THEN 'bbox_before' ELSE 'bbox_after' END,
                TG_TABLE_NAME, lower(TG_OP), id_col, replace(box_of, '%1$s', 'r'), src);
        END IF;
    END IF;
    NOTIFY rasad_changes;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('ward', 'ward_id', 'geom'), ('delimitation', 'delimitation_id', ''),
        ('zone_plan', 'plan_id', ''), ('zone', 'zone_id', ''), ('zone_ward', 'ward_id', ''),
        ('facility', 'facility_id', 'geom'),
        ('road', 'road_id', 'geom'), ('road_node', 'node_id', 'geom'), ('turn_restriction', 'relation_id', ''),
        ('map_area', 'area_id', 'geom'), ('map_line', 'line_id', 'geom'), ('place', 'place_id', 'geom')
    ) v(tbl, id_col, geom_col) LOOP
        EXECUTE format('CREATE TRIGGER log_insert AFTER INSERT ON rasad.%I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION rasad.log_change(%L, %L)', t.tbl, t.id_col, t.geom_col);
        EXECUTE format('CREATE TRIGGER log_update AFTER UPDATE ON rasad.%I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION rasad.log_change(%L, %L)', t.tbl, t.id_col, t.geom_col);
        EXECUTE format('CREATE TRIGGER log_delete AFTER DELETE ON rasad.%I REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION rasad.log_change(%L, %L)', t.tbl, t.id_col, t.geom_col);
    END LOOP;
END
$$;

-- The city row has a text key, so it logs with id 0.
CREATE FUNCTION rasad.log_city() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rasad.change_log (city_id, tbl, op, id)
    SELECT coalesce(NEW.city_id, OLD.city_id), 'city', lower(TG_OP), 0;
    NOTIFY rasad_changes;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER log_city AFTER INSERT OR UPDATE OR DELETE ON rasad.city
    FOR EACH ROW EXECUTE FUNCTION rasad.log_city();

-- +goose Down
DROP TABLE rasad.change_log CASCADE;
DROP FUNCTION rasad.log_change() CASCADE;
DROP FUNCTION rasad.log_city() CASCADE;
