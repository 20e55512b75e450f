-- Documents are packed by lz4 where this PostgreSQL has it: several times faster both ways than its
-- own way, for a little more room.
do $$
begin
  alter table registry.trials alter column document set compression lz4;
exception when feature_not_supported then
  raise notice 'this PostgreSQL was built without lz4; documents are packed in its own way';
end
$$;
