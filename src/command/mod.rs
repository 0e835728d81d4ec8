//! The command line: arguments to desk to text or JSON.
