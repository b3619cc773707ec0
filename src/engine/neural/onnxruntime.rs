//! onnxruntime: a library that is loaded at run time where it is found. About twice as fast as rten.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ort::environment::Environment;
use ort::logging::LogLevel;
use ort::session::{Session, SessionInputValue};
use ort::value::{DynValue, Tensor as Given, TensorElementType, ValueType};

use super::{Network, Prepared, Tensor, not_a_model};
use crate::engine::pool::Pool;
use crate::engine::{EngineContext, Failure};
use crate::{Error, Result};

/// A network in onnxruntime: a session, with weights of its own, for each lane. They are made as they are needed.
pub(crate) struct OnnxRuntime {
    path: PathBuf,
    environment: Environment,
    sessions: Pool<Session>,
    runtime: String,
}

impl Network for OnnxRuntime {
    fn load(model: Prepared, context: &EngineContext<'_>) -> Result<OnnxRuntime> {
        let library = context.places.onnxruntime.find().unwrap_or(Path::new("libonnxruntime"));
        let environment = environment(library)?;
        let first = session(&environment, &model.bytes).map_err(|why| not_a_model(&model.path, why))?;
        let sessions = Pool::new(context.lanes.max(1), context.cancel, Some(first));
        Ok(OnnxRuntime { path: model.path, environment, sessions, runtime: runtime() })
    }

    fn runtime(&self) -> &str {
        &self.runtime
    }

    fn run(&self, inputs: Vec<(&str, Tensor)>, outputs: &[&str]) -> Result<Vec<Tensor>, Failure> {
        // A run cannot be stopped: whoever waits for it has a deadline of his own.
        self.sessions.with(
            Duration::MAX,
            |_| {
                let again =
                    Prepared::again(&self.path).map_err(|error| Failure::Missing(error.to_string()))?;
                session(&self.environment, &again).map_err(Failure::Missing)
            },
            |session, _| {
                let given: Vec<(String, SessionInputValue<'static>)> = inputs
                    .into_iter()
                    .map(|(name, tensor)| {
                        Ok((name.to_owned(), value(tensor, is_short(session, name))?.into()))
                    })
                    .collect::<Result<_, Failure>>()?;
                let values = session.run(given).map_err(refused)?;
                let named = |name: &&str| {
                    values.get(*name).ok_or_else(|| refused(format!("there is no `{name}`"))).and_then(tensor)
                };
                outputs.iter().map(named).collect()
            },
        )
    }
}

/// The process has one environment at most, with the library that was named first.
fn environment(library: &Path) -> Result<Environment> {
    static ENVIRONMENT: Mutex<Option<Environment>> = Mutex::new(None);
    let mut known = ENVIRONMENT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(environment) = &*known {
        return Ok(environment.clone());
    }
    let failed = |why: String| {
        Error::NoEngine {
        engine: "onnxruntime".into(),
        why,
        hint: "set `ARTICAST_ONNXRUNTIME` to the path of libonnxruntime 1.22 or later, or to the empty string to do without it".into(),
    }
    };
    if !library.is_file() {
        return Err(failed(format!("there is no `{}`", library.display())));
    }
    let builder = ort::init_from(library).map_err(|error| failed(error.to_string()))?;
    let builder = builder.with_name("articast").with_telemetry(false);
    let environment = builder.build().map_err(|error| failed(error.to_string()))?;
    environment.set_log_level(LogLevel::Error);
    Ok(known.insert(environment).clone())
}

/// The library's own name for itself: the commit that it was built from.
fn runtime() -> String {
    let info = ort::info();
    let commit = info.split([',', ' ']).find_map(|part| part.strip_prefix("git-commit-id=")).unwrap_or("?");
    format!("onnxruntime {commit}")
}

fn session(environment: &Environment, bytes: &[u8]) -> Result<Session, String> {
    let text = |error: ort::Error| format!("onnxruntime reports: {error}");
    let builder = Session::builder(environment).map_err(text)?;
    let builder = builder.with_intra_threads(1).map_err(|error| text(error.into()))?;
    let mut builder = builder.with_inter_threads(1).map_err(|error| text(error.into()))?;
    builder.commit_from_memory(bytes).map_err(text)
}

fn refused(error: impl std::fmt::Display) -> Failure {
    Failure::Refused(format!("onnxruntime reports: {error}"))
}

/// Whether an input takes whole numbers of 32 bits.
fn is_short(session: &Session, input: &str) -> bool {
    let found = session.inputs().iter().find(|known| known.name() == input);
    found.is_some_and(|known| matches!(known.dtype(), ValueType::Tensor { ty: TensorElementType::Int32, .. }))
}

fn value(tensor: Tensor, is_short: bool) -> Result<DynValue, Failure> {
    Ok(match tensor {
        Tensor::Ints(shape, data) if is_short => {
            let data: Result<Vec<i32>, _> = data.into_iter().map(i32::try_from).collect();
            Given::from_array((shape, data.map_err(refused)?)).map_err(refused)?.into_dyn()
        }
        Tensor::Ints(shape, data) => Given::from_array((shape, data)).map_err(refused)?.into_dyn(),
        Tensor::Floats(shape, data) => Given::from_array((shape, data)).map_err(refused)?.into_dyn(),
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a dimension is a length")]
fn tensor(value: &DynValue) -> Result<Tensor, Failure> {
    let dimensions = |shape: &ort::value::Shape| shape.iter().map(|n| *n as usize).collect();
    if let Ok((shape, data)) = value.try_extract_tensor::<f32>() {
        return Ok(Tensor::Floats(dimensions(shape), data.to_vec()));
    }
    if let Ok((shape, data)) = value.try_extract_tensor::<i32>() {
        return Ok(Tensor::Ints(dimensions(shape), data.iter().copied().map(i64::from).collect()));
    }
    let (shape, data) = value.try_extract_tensor::<i64>().map_err(refused)?;
    Ok(Tensor::Ints(dimensions(shape), data.to_vec()))
}
