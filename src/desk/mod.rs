//! The use cases: the only room where the others meet.
