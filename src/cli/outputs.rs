//! Where reports go: standard output, files that appear whole or not at all, and pipes that close.

use super::exit::is_broken_pipe;
use super::whole_file::WholeFile;
use crate::report::Report;
use anyhow::{Context, anyhow};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;

/// The reports of a run, each with its destination.
pub struct Outputs {
    open: Vec<Output>,
}

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, replaced in one step when the run ends.
    File(PathBuf),
    /// The end of a file.
    Append(PathBuf),
}

struct Output {
    report: Box<dyn Report>,
    sink: Sink,
    name: String,
}

enum Sink {
    Stdout(BufWriter<Stdout>),
    /// A device, a named pipe, or a file that is appended to.
    Stream(BufWriter<File>),
    Whole(WholeFile),
}

impl Outputs {
    /// Opens every destination.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn open(reports: Vec<(Box<dyn Report>, Target)>) -> anyhow::Result<Self> {
        let open = reports.into_iter().map(|(report, target)| {
            let name = target.name();
            let sink = Sink::open(&target)
                .with_context(|| format!("cannot write to {name}; check that its folder exists"))?;
            Ok(Output { report, sink, name })
        });
        Ok(Outputs { open: open.collect::<anyhow::Result<_>>()? })
    }

    /// Has every report write something.
    ///
    /// # Errors
    /// When a file cannot be written, or every reader has gone.
    pub fn each(
        &mut self,
        mut write: impl FnMut(&mut dyn Report, &mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        self.keep_open(|output| write(&mut *output.report, output.sink.writer()))
    }

    /// Hands everything written so far to its readers, so that an interruption loses none of it.
    ///
    /// # Errors
    /// As for [`Outputs::each`].
    pub fn flush(&mut self) -> anyhow::Result<()> {
        self.keep_open(|output| output.sink.writer().flush())
    }

    /// Lets every report end, one after the other, and puts files in their places.
    ///
    /// # Errors
    /// As for [`Outputs::each`].
    pub fn finish(
        mut self,
        mut write: impl FnMut(&mut dyn Report, &mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        self.keep_open(|output| {
            write(&mut *output.report, output.sink.writer())?;
            output.sink.writer().flush()
        })?;
        for output in self.open {
            if let Sink::Whole(file) = output.sink {
                file.commit()
                    .with_context(|| format!("cannot put {} in its place", output.name))?;
            }
        }
        Ok(())
    }

    /// Closes outputs whose readers have gone; the run ends early only when none is left.
    fn keep_open(
        &mut self,
        mut write: impl FnMut(&mut Output) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let mut still_open = Vec::with_capacity(self.open.len());
        let mut gone = None;
        for mut output in std::mem::take(&mut self.open) {
            match write(&mut output).map_err(anyhow::Error::from) {
                Ok(()) => still_open.push(output),
                Err(error) if is_broken_pipe(&error) => {
                    output.sink.abandon();
                    gone = Some(error);
                }
                Err(error) => return Err(error.context(format!("cannot write to {}", output.name))),
            }
        }
        self.open = still_open;
        match gone {
            Some(error) if self.open.is_empty() => Err(anyhow!(error)),
            _ => Ok(()),
        }
    }
}

impl Target {
    fn name(&self) -> String {
        match self {
            Target::Stdout => "standard output".to_owned(),
            Target::File(path) | Target::Append(path) => path.display().to_string(),
        }
    }
}

impl Sink {
    fn open(target: &Target) -> io::Result<Self> {
        let path = match target {
            Target::Stdout => return Ok(Sink::Stdout(BufWriter::new(io::stdout()))),
            Target::Append(path) => {
                let file = OpenOptions::new().append(true).create(true).open(path)?;
                return Ok(Sink::Stream(BufWriter::new(file)));
            }
            Target::File(path) => path,
        };
        match fs::metadata(path) {
            Ok(found) if !found.is_file() => {
                let device = OpenOptions::new().write(true).open(path)?;
                Ok(Sink::Stream(BufWriter::new(device)))
            }
            _ => WholeFile::create(path).map(Sink::Whole),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Sink::Stdout(out) => out,
            Sink::Stream(out) => out,
            Sink::Whole(file) => file,
        }
    }

    /// Drops a pipe without another attempt to write what is still buffered for it.
    fn abandon(self) {
        match self {
            Sink::Stdout(out) => drop(out.into_parts()),
            Sink::Stream(out) => drop(out.into_parts()),
            Sink::Whole(file) => drop(file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{ArticleReport, Summary};
    use std::ffi::OsString;
    use std::path::Path;

    struct Words;

    impl Report for Words {
        fn article(&mut self, _: &mut dyn Write, _: &ArticleReport) -> io::Result<()> {
            Ok(())
        }

        fn finish(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
            out.write_all(b"new")
        }
    }

    fn outputs(target: Target) -> Outputs {
        Outputs::open(vec![(Box::new(Words), target)]).unwrap()
    }

    fn names(folder: &Path) -> Vec<OsString> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect()
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        fs::write(&path, "old").unwrap();

        drop(outputs(Target::File(path.clone())));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");

        let run = outputs(Target::File(path.clone()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        run.finish(|report, out| report.finish(out, &Summary::default())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), ["report.json"]);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let target = Target::File("no/such/folder/report.json".into());
        let error = Outputs::open(vec![(Box::new(Words), target)]).err().unwrap();
        assert!(error.to_string().contains("no/such/folder/report.json"));
    }
}
