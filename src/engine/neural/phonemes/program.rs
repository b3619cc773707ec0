//! The `espeak-ng` program: started once, and asked line by line.
//!
//! It reads a line, writes its phonemes and flushes them, as all of its releases do, and goes on reading. The answer to
//! a line may have several lines itself, or none. So blank lines stand between lines, and a line of ours ends the
//! question: sounds that no text can ask for, since it has no double brackets ([`espeak::without_phonemes`]). What was
//! asked before has no bearing on an answer: that line always stands between.

use std::time::Duration;

use crate::engine::child::{Child, Program, Watch};
use crate::engine::platform::espeak;
use crate::engine::pool::Pool;
use crate::engine::{EngineContext, Failure};

/// How long espeak-ng may take for a question.
const BUDGET: Duration = Duration::from_secs(20);

/// The line that ends a question.
const END: &str = "[[ptkptkptkptk]]";

/// The program with a voice, and how it answers [`END`].
pub struct Espeak {
    program: Program,
    version: String,
    end: String,
    /// A network takes a hundred times as long for a line: one process is enough for all lanes.
    running: Pool<Child>,
}

impl Espeak {
    /// Starts the program with a voice, if it is there; a voice that it does not know is an error.
    pub(super) fn open(voice: &str, context: &EngineContext<'_>) -> Option<Result<Espeak, Failure>> {
        let program = espeak::program(context)?;
        let watch = Watch::new(context.cancel, BUDGET);
        let version = espeak::version(&program, &watch);
        let program = ["-q", "--ipa", "-b", "1", "-v", voice].iter().fold(program, Program::arg);
        let first = Child::spawn(&program).and_then(|mut child| {
            child.send(format!("{END}\n\n"));
            let end = read(&mut child, &watch, 1 << 10)?;
            Ok((child, end))
        });
        Some(first.map(|(child, end)| Espeak {
            program,
            version,
            end,
            running: Pool::new(1, context.cancel, Some(child)),
        }))
    }

    /// The version that the program reports, such as `1.51`.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The phonemes of lines; of a line of which nothing can be said, nothing.
    pub(super) fn ipa(&self, lines: &[String]) -> Result<Vec<String>, Failure> {
        let all = self.ask(lines)?;
        if all.len() == lines.len() {
            return Ok(all);
        }
        // A line without an answer shifts those after it: then each by itself.
        lines.iter().map(|line| Ok(self.ask(std::slice::from_ref(line))?.join(" "))).collect()
    }

    fn ask(&self, lines: &[String]) -> Result<Vec<String>, Failure> {
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let question = lines.join("\n\n") + "\n\n" + END + "\n\n";
        let mut left = 64 * question.len() + (1 << 12);
        self.running.with(
            BUDGET,
            |_| Child::spawn(&self.program),
            |child, watch| {
                child.send(question);
                let mut answers: Vec<String> = Vec::new();
                let mut is_open = false;
                loop {
                    let line = read(child, watch, left)?;
                    left = left.saturating_sub(line.len() + 1);
                    if line == self.end {
                        return Ok(answers);
                    }
                    match answers.last_mut() {
                        Some(answer) if is_open && !line.is_empty() => {
                            answer.push(' ');
                            answer.push_str(&line);
                        }
                        _ if !line.is_empty() => answers.push(line.clone()),
                        _ => {}
                    }
                    is_open = !line.is_empty();
                }
            },
        )
    }
}

/// The next line that the program writes, trimmed.
fn read(child: &mut Child, watch: &Watch<'_>, most: usize) -> Result<String, Failure> {
    let line = String::from_utf8(child.line(watch, most)?);
    Ok(line.map_err(|_| Failure::Garbage("no UTF-8".into()))?.trim().to_owned())
}
