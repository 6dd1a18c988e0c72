CREATE TABLE orders (
    number text PRIMARY KEY,
    placed_at timestamptz NOT NULL,
    lines jsonb NOT NULL
);
