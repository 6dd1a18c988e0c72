"""Facts about JavaScript, TypeScript, Go, Java and Rust, one table of snippets a language."""
