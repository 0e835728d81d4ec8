//! The database, and nothing else that knows SQL. No devices, no window.
