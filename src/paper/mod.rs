//! Receipts on paper: layout, code pages, commands, devices. No database, no terminal, no window.
