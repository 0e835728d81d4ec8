#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tameio_testing::fuzzed::run("batch_file", data));
