//! The cashier's window. It holds no business rule, no SQL and no socket.
