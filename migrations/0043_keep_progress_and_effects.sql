-- What had to be put right in a draft, so that the next check can say how much of it is done: code, file and column of each problem.
ALTER TABLE draft ADD COLUMN problems jsonb NOT NULL DEFAULT '[]'
  CONSTRAINT draft_problems_no_list CHECK (jsonb_typeof(problems) = 'array');
-- What a submission changed in the figures of its quarter, as it was shown before it was accepted. Empty for what came before this.
ALTER TABLE submission ADD COLUMN effects jsonb CONSTRAINT effects_no_list CHECK (jsonb_typeof(effects) = 'array');
