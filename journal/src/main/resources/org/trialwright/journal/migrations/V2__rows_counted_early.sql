-- A young journal grows many times over within minutes. PostgreSQL chooses its indexes by what it counted last,
-- so it counts these tables after a few hundred new rows, not after a share of a size that it does not know yet.
alter table journal.facts set (autovacuum_analyze_threshold = 200, autovacuum_analyze_scale_factor = 0.05);
alter table journal.texts set (autovacuum_analyze_threshold = 200, autovacuum_analyze_scale_factor = 0.05);
alter table journal.accesses set (autovacuum_analyze_threshold = 200, autovacuum_analyze_scale_factor = 0.05);
alter table projection.participant set (autovacuum_analyze_threshold = 50, autovacuum_analyze_scale_factor = 0.05);
