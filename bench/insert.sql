INSERT INTO bench_m05558012.entry (id, received_at, message) VALUES (gen_random_uuid()::text, 1669852800000000, repeat('x', 200));
