//! A sign of life on standard error, for people who wait.

use super::environment::Stream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// How long a run may last before it shows a sign of life.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts articles on a terminal once a run takes longer than a moment.
pub(super) struct Progress {
    bar: ProgressBar,
    /// When to appear; `None` when there is no terminal, or the bar shows already.
    appears: Option<Instant>,
}

impl Progress {
    /// A hidden bar, which shows itself later if standard error is a terminal.
    pub(super) fn new(stderr: Stream) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} articles checked") {
            bar.set_style(style);
        }
        Progress { bar, appears: (stderr == Stream::Terminal).then(|| Instant::now() + PATIENCE) }
    }

    /// Counts articles.
    pub(super) fn advance(&mut self, articles: usize) {
        if self.appears.is_some_and(|at| Instant::now() >= at) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.appears = None;
        }
        self.bar.inc(articles as u64);
    }

    /// Does something that writes to the terminal, without the bar in its way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
