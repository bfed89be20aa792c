-- Marks a database that was filled with the invented sample network, and whether the filling has come to its end: a start that was
-- killed half-way resumes it.
CREATE TABLE sample_load (
  only_one boolean NOT NULL DEFAULT true CONSTRAINT second_sample_load CHECK (only_one),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  CONSTRAINT sample_load_twice PRIMARY KEY (only_one)
);
