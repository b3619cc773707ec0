//! rten: a runtime in pure Rust, a part of the binary.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rten::{Model, ModelOptions, RunOptions, ShapeInferenceMode, ThreadPool, Value};
use rten_tensor::prelude::*;

use super::{Network, Prepared, Tensor};
use crate::engine::pool::Pool;
use crate::engine::{EngineContext, Failure};
use crate::{Error, Result};

/// The version that `Cargo.toml` pins.
const RUNTIME: &str = "rten 0.27.0";

/// Operators whose exact zeros become whistling or no numbers at all, where another runtime made the voice.
const APART: [&str; 2] = ["STFT", "DFT"];

/// The file is a model, since its graph was read; so it is for another runtime.
fn cannot(path: &Path, why: &str) -> Error {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Error::NoEngine {
        engine: name.into_owned(),
        why: format!("`{}` does not run on the runtime in the binary: {RUNTIME} {why}", path.display()),
        hint: "use onnxruntime (`articast voices add onnxruntime`), or another export of the voice; see docs/neural.md"
            .into(),
    }
}

/// A network in rten: one model for all lanes, and a thread for each.
pub(crate) struct Rten {
    model: Model,
    threads: Pool<Arc<ThreadPool>>,
}

impl Network for Rten {
    fn load(model: Prepared, context: &EngineContext<'_>) -> Result<Rten> {
        if let Some(operator) = APART.iter().find(|operator| model.graph.operators.contains(**operator)) {
            return Err(cannot(&model.path, &format!("computes `{operator}` unlike onnxruntime")));
        }
        let mut options = ModelOptions::with_all_ops();
        // It takes what quantisers write about shapes for true, which it is not.
        options.shape_inference(ShapeInferenceMode::Off);
        let loaded = options.load(model.bytes);
        let loaded = loaded.map_err(|error| cannot(&model.path, &format!("says: {error}")))?;
        Ok(Rten { model: loaded, threads: Pool::new(context.lanes.max(1), context.cancel, None) })
    }

    fn runtime(&self) -> &str {
        RUNTIME
    }

    fn run(&self, inputs: Vec<(&str, Tensor)>, outputs: &[&str]) -> Result<Vec<Tensor>, Failure> {
        let node = |name: &str| self.model.node_id(name).map_err(refused);
        let inputs: Vec<_> = inputs
            .into_iter()
            .map(|(name, tensor)| Ok((node(name)?, value(tensor)?.into())))
            .collect::<Result<_, Failure>>()?;
        let outputs: Vec<_> = outputs.iter().map(|name| node(name)).collect::<Result<_, Failure>>()?;
        // A run cannot be stopped: whoever waits for it has a deadline of his own.
        let values = self.threads.with(
            Duration::MAX,
            |_| Ok(Arc::new(ThreadPool::with_num_threads(1))),
            |threads, _| {
                let options = RunOptions::default().with_thread_pool(Some(Arc::clone(threads)));
                self.model.run(inputs, &outputs, Some(options)).map_err(refused)
            },
        )?;
        values.into_iter().map(tensor).collect()
    }
}

fn refused(error: impl std::fmt::Display) -> Failure {
    Failure::Refused(format!("{RUNTIME} reports: {error}"))
}

/// rten has whole numbers of 32 bits only.
fn value(tensor: Tensor) -> Result<Value, Failure> {
    match tensor {
        Tensor::Ints(shape, data) => {
            let data: Result<Vec<i32>, _> = data.into_iter().map(i32::try_from).collect();
            Value::from_shape(shape, data.map_err(refused)?).map_err(refused)
        }
        Tensor::Floats(shape, data) => Value::from_shape(shape, data).map_err(refused),
    }
}

fn tensor(value: Value) -> Result<Tensor, Failure> {
    match value {
        Value::FloatTensor(tensor) => Ok(Tensor::Floats(tensor.shape().to_vec(), tensor.to_vec())),
        Value::Int32Tensor(tensor) => {
            Ok(Tensor::Ints(tensor.shape().to_vec(), tensor.iter().copied().map(i64::from).collect()))
        }
        _ => Err(refused("the output is neither floats nor integers")),
    }
}

#[test]
fn a_model_for_another_runtime_says_which() {
    let (places, cancel) = (crate::files::Places::default(), crate::engine::CancelToken::default());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices/tiny-kokoro.onnx");
    let whole = || Prepared::read(&path).expect("it is a model");
    assert!(Rten::load(whole(), &context).is_ok());
    let failed = |prepared: Prepared| {
        let error = Rten::load(prepared, &context).err().expect("rten cannot run it");
        format!("{error} / {}", error.hint().unwrap_or_default())
    };
    let mut apart = whole();
    apart.graph.operators.insert("STFT".into());
    let mut unknown = whole();
    let at = unknown.bytes.windows(6).position(|name| name == b"CumSum").expect("it adds up frames");
    unknown.bytes[at..at + 6].copy_from_slice(b"Xyzzys");
    for (prepared, wanted) in [(apart, "STFT"), (unknown, "Xyzzys")] {
        let told = failed(prepared);
        assert!(told.contains(wanted) && told.contains("voices add onnxruntime"), "{told}");
    }
}
