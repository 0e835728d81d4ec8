//! Who may do what, who is who, and that nobody is locked out for good.

mod permissions;
