//! The card terminal: frames, dialects, MAC, links, one sale, a simulator. No database, no printer, no window.
