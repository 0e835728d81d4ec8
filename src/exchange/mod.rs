//! Files in and out. It does not know the database.
