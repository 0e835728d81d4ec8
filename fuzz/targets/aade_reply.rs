#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tameio_fuzz::run("aade_reply", data));
