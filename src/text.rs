//! Text for people, in Greek and English.
