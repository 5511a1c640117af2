-- What the schema that a draft was begun from leaves to a person: rules in prose, elements without
-- a counterpart. Goes with its draft.
CREATE TABLE authoring_note (
    package_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,            -- "rule", "left_out", "changed"
    element TEXT NOT NULL,         -- "R60000037", "F60000227"
    words TEXT NOT NULL,
    name TEXT NOT NULL,            -- of the element that it belongs to
    place TEXT NOT NULL,           -- "pages.halter.fields.name"; empty: nowhere in the form
    line BIGINT NOT NULL,          -- of the XML document
    answer TEXT NOT NULL,          -- "", "done", "unneeded"
    PRIMARY KEY (package_id, number)
);
