-- Measures that the network adds to the catalogue of the build. Services send them and see them in their own outcomes; they are pooled
-- with nothing. Once an extract holds one, its scale stays as it is, because the scores mean nothing without it.
CREATE TABLE local_measure (
  code text NOT NULL CONSTRAINT measure_code_not_local CHECK (code ~ '^L_[A-Z0-9][A-Z0-9_]{1,17}$'),
  name text NOT NULL CONSTRAINT measure_name_blank CHECK (btrim(name) <> '' AND length(name) <= 100),
  construct text NOT NULL CONSTRAINT measure_construct_unknown
    CHECK (construct IN ('child_wellbeing', 'caregiving_relationship', 'parent_wellbeing', 'goals', 'experience')),
  respondents text[] NOT NULL CONSTRAINT measure_rated_by_nobody CHECK (cardinality(respondents) > 0
    AND respondents <@ ARRAY['MOTHER', 'FATHER', 'OTHER_CAREGIVER', 'CLINICIAN', 'OBSERVER']),
  lowest double precision NOT NULL,
  highest double precision NOT NULL,
  step double precision NOT NULL,
  direction text NOT NULL CONSTRAINT measure_direction_unknown CHECK (direction IN ('higher_better', 'lower_better', 'midrange_better')),
  cut_off double precision CONSTRAINT measure_cut_off_outside_range CHECK (cut_off BETWEEN lowest AND highest),
  cut_off_side text CONSTRAINT measure_side_unknown CHECK (cut_off_side IN ('>=', '<=', '<')),
  added_at timestamptz NOT NULL,
  added_by text NOT NULL CONSTRAINT measure_added_by_nobody CHECK (added_by <> ''),
  -- When an extract first held it; NULL while none has.
  used_at timestamptz,
  -- The last quarter that may hold it; NULL unless it is retired.
  last_period text CONSTRAINT measure_period_malformed CHECK (last_period ~ '^[0-9]{4}-Q[1-4]$'),
  CONSTRAINT measure_twice PRIMARY KEY (code),
  CONSTRAINT measure_range_empty CHECK (lowest > '-Infinity' AND highest < 'Infinity' AND lowest < highest AND step > 0),
  CONSTRAINT measure_cut_off_without_side CHECK (num_nonnulls(cut_off, cut_off_side) <> 1)
);
-- Whoever may remove a measure may remove one that nobody has used, and no other.
CREATE FUNCTION keep_used_measure() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.used_at IS NOT NULL THEN
    RAISE insufficient_privilege USING MESSAGE = 'A measure that extracts hold can be retired, and not removed.';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER used_measure_stays BEFORE DELETE ON local_measure FOR EACH ROW EXECUTE FUNCTION keep_used_measure();
GRANT SELECT, UPDATE (used_at) ON local_measure TO portal_app;
GRANT SELECT, DELETE, UPDATE (last_period),
  INSERT (code, name, construct, respondents, lowest, highest, step, direction, cut_off, cut_off_side, added_at, added_by)
  ON local_measure TO portal_administration;
