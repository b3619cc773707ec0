//! Retries: how often an attempt that failed in a passing way is repeated, and how long to wait in between.
//!
//! The wait doubles after each failure (exponential back-off). There is no jitter: few lines are spoken and few files are
//! fetched at once, and the same run takes the same steps again.

use std::time::Duration;

/// How often something is attempted, and how long the waits in between are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The number of attempts, the first one included.
    pub attempts: u32,
    /// The wait before the second attempt, doubled before each further one.
    pub first_wait: Duration,
    /// The longest wait that a server may ask for (`Retry-After`). If it asks for more, there is no further attempt.
    pub longest_wait: Duration,
}

/// The attempts at one thing.
#[derive(Debug, Clone)]
pub struct Attempts {
    policy: Policy,
    failed: u32,
    wait: Duration,
}

/// Why there is no further attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GiveUp {
    /// This many attempts have failed, which is all that there are.
    Spent(u32),
    /// The server asks for this wait, which is longer than the longest.
    TooLong(Duration),
}

impl Attempts {
    /// The attempts that a policy allows; none has failed yet.
    pub fn new(policy: Policy) -> Attempts {
        Attempts { policy, failed: 0, wait: policy.first_wait }
    }

    /// Counts a failed attempt. Gives the wait before the next one: that of the back-off, or the one that the server
    /// `asked` for, whichever is longer.
    ///
    /// # Errors
    ///
    /// Why there is no next attempt.
    pub fn wait_after_failure(&mut self, asked: Option<Duration>) -> Result<Duration, GiveUp> {
        self.failed += 1;
        let asked = asked.unwrap_or_default();
        if self.policy.longest_wait < asked {
            return Err(GiveUp::TooLong(asked));
        }
        if self.policy.attempts <= self.failed {
            return Err(GiveUp::Spent(self.failed));
        }
        let wait = self.wait.max(asked);
        self.wait *= 2;
        Ok(wait)
    }

    /// Starts to count anew, because something was achieved since the last failure.
    pub fn restart(&mut self) {
        *self = Attempts::new(self.policy);
    }
}

/// The wait that the value of a `Retry-After` field asks for, if it is a number of seconds (RFC 9110, section 10.2.3).
/// A date would need a clock that both sides agree on.
pub fn retry_after(value: &str) -> Option<Duration> {
    value.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: Policy =
        Policy { attempts: 4, first_wait: Duration::from_millis(100), longest_wait: Duration::from_secs(2) };

    #[test]
    fn waits_double_until_the_attempts_are_spent() {
        let mut attempts = Attempts::new(POLICY);
        for wait in [100, 200, 400] {
            assert_eq!(attempts.wait_after_failure(None), Ok(Duration::from_millis(wait)));
        }
        assert_eq!(attempts.wait_after_failure(None), Err(GiveUp::Spent(4)));
        attempts.restart();
        assert_eq!(attempts.wait_after_failure(None), Ok(POLICY.first_wait));
    }

    #[test]
    fn a_server_gets_the_wait_that_it_asks_for_up_to_a_limit() {
        let mut attempts = Attempts::new(POLICY);
        for (asked, wait) in [(2, 2000), (0, 200)] {
            let wait = Duration::from_millis(wait);
            assert_eq!(attempts.wait_after_failure(Some(Duration::from_secs(asked))), Ok(wait));
        }
        let asked = Duration::from_secs(3);
        assert_eq!(attempts.wait_after_failure(Some(asked)), Err(GiveUp::TooLong(asked)));
    }

    #[test]
    fn retry_after_counts_seconds() {
        assert_eq!(retry_after(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:00:00 GMT"), None);
    }
}
