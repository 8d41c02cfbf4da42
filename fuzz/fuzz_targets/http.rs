//! Any bytes as what comes over a connection to the review server.
//!
//! Holds: a request or a status of HTTP; a body of the length that was said and no longer than is allowed; bytes that
//! come after it change nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialign::review::understood;

const MOST: u64 = 64 << 10;

fuzz_target!(|data: &[u8]| {
    match understood(data, MOST) {
        Ok((method, target, body)) => {
            assert!(!method.is_empty() && !target.is_empty());
            assert!(body.len() as u64 <= MOST);
            let more = [data, b"GET / HTTP/1.1\r\n\r\n"].concat();
            assert_eq!(understood(&more, MOST), Ok((method, target, body)));
        }
        Err(status) => assert!(status == 0 || (400..500).contains(&status), "{status}"),
    }
});
