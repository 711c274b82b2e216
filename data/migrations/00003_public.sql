-- +goose Up
-- What citizens are told beyond the first record: whether a shop has stock and since when that is known, who speaks for a ward, and
-- what they tell us back.
ALTER TABLE rasad.facility
    ADD COLUMN stock    text NOT NULL DEFAULT '' CHECK (stock IN ('', 'in_stock', 'low', 'out')), -- '': not known
    ADD COLUMN stock_at date;                                                                       -- the day the stock was told of

ALTER TABLE rasad.ward
    ADD COLUMN councillor_hi    text NOT NULL DEFAULT '',
    ADD COLUMN councillor_en    text NOT NULL DEFAULT '',
    ADD COLUMN councillor_phone text NOT NULL DEFAULT '';

-- What people say is wrong with a facility. No name, no number, no address of the one who says so is kept; the note is theirs to word,
-- so it is for the city's staff alone.
CREATE TABLE rasad.facility_report (
    city_id     text NOT NULL REFERENCES rasad.city ON DELETE CASCADE,
    report_id   bigint GENERATED ALWAYS AS IDENTITY,
    facility_id bigint NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('closed', 'wrong_place', 'wrong_phone', 'not_serving', 'no_stock', 'other')),
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    state       text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'accepted', 'rejected')),
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, report_id),
    FOREIGN KEY (city_id, facility_id) REFERENCES rasad.facility ON DELETE CASCADE
);
CREATE INDEX facility_report_new ON rasad.facility_report (city_id, at) WHERE state = 'new';
CREATE INDEX facility_report_of ON rasad.facility_report (city_id, facility_id);

-- +goose Down
DROP TABLE rasad.facility_report;
ALTER TABLE rasad.ward DROP COLUMN councillor_hi, DROP COLUMN councillor_en, DROP COLUMN councillor_phone;
ALTER TABLE rasad.facility DROP COLUMN stock, DROP COLUMN stock_at;
