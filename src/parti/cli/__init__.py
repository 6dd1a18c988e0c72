"""The door for hands. It parses words, calls one verb, prints what came back."""
