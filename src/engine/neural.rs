//! Neural voices: networks in ONNX files, run inside this process.
//!
//! A voice is a file of a network and a file that tells how to use it. What differs between families of voices
//! stands in a module of its own ([`piper`], [`kokoro`]); what they share is here: a [`Network`] turns tensors into tensors, on
//! [`rten`], which is a part of the binary, or on onnxruntime, where that library is found at run time.
//!
//! Their noise is ours. A network that draws random numbers says the same words differently each time, and one of
//! its runtimes can not even be told a seed. So a model is changed while it is loaded ([`onnx::prepare`]): what drew
//! numbers takes them from a table that we give, from a place that the seed says. The same seed then gives the same
//! sound in any thread, and on both runtimes.

pub(crate) mod onnx;
mod noise;
mod budget;
pub(crate) mod rten;
#[cfg(feature = "onnxruntime")]
pub(crate) mod onnxruntime;
pub mod phonemes;
mod align;
pub mod doubt;
pub mod voice;
pub mod piper;
pub(crate) mod kokoro;

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use self::budget::Budget;
use self::onnx::Graph;
use super::{EngineContext, Failure};
use crate::files;
use crate::{Error, Result};

/// No model is larger than this.
const LARGEST: u64 = 1 << 31;

/// The ids that all lanes say at once are so many for each of them: long runs, which may have twice as many, take turns.
const IDS_AT_ONCE: usize = 200;

/// Numbers in the shape that a network takes and gives; the last dimension varies fastest.
#[derive(Debug, Clone, PartialEq)]
pub enum Tensor {
    /// The shape, and 64-bit integers.
    Ints(Vec<usize>, Vec<i64>),
    /// The shape, and 32-bit floats.
    Floats(Vec<usize>, Vec<f32>),
}

impl Tensor {
    /// A row of whole numbers.
    pub fn ints(data: Vec<i64>) -> Tensor {
        Tensor::Ints(vec![data.len()], data)
    }

    /// A row of real numbers.
    pub fn floats(data: Vec<f32>) -> Tensor {
        Tensor::Floats(vec![data.len()], data)
    }

    /// How many numbers there are, if they are whole.
    fn whole(&self) -> usize {
        match self {
            Tensor::Ints(_, data) => data.len(),
            Tensor::Floats(..) => 0,
        }
    }

    /// The numbers as real ones, whatever their shape.
    pub fn into_floats(self) -> Vec<f32> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "what a network counts is small")]
            Tensor::Ints(_, data) => data.into_iter().map(|n| n as f32).collect(),
            Tensor::Floats(_, data) => data,
        }
    }
}

/// A network, loaded into a runtime.
///
/// [`Network::run`] may be called from as many threads at once as the network was loaded for; each run keeps to one
/// thread. To add a runtime: implement this, and name it in [`load`].
pub trait Network: Send + Sync {
    /// Loads a prepared model, for so many runs at once as `context` has lanes.
    fn load(model: Prepared, context: &EngineContext<'_>) -> Result<Self>
    where
        Self: Sized;

    /// The runtime and its version.
    fn runtime(&self) -> &str;

    /// Runs it: gives the outputs that were asked for, in that order.
    fn run(&self, inputs: Vec<(&str, Tensor)>, outputs: &[&str]) -> Result<Vec<Tensor>, Failure>;
}

/// A model file as it is loaded: read, checked and changed.
#[derive(Debug)]
pub struct Prepared {
    /// Where it came from.
    pub path: PathBuf,
    /// The model after the changes, as ONNX.
    pub bytes: Vec<u8>,
    /// What is known of its graph.
    pub graph: Graph,
    /// The digest of the file, shortened.
    pub digest: String,
}

impl Prepared {
    /// Reads a model file and prepares it.
    pub fn read(path: &Path) -> Result<Prepared> {
        let bytes = files::read(path, LARGEST)?;
        let (graph, changed) = onnx::prepare(&bytes).map_err(|why| not_a_model(path, why))?;
        Ok(Prepared { path: path.to_owned(), bytes: changed, graph, digest: digest(&bytes) })
    }

    /// The changed model of a file that was read before.
    #[cfg(feature = "onnxruntime")]
    fn again(path: &Path) -> Result<Vec<u8>> {
        let prepared = onnx::prepare(&files::read(path, LARGEST)?);
        Ok(prepared.map_err(|why| not_a_model(path, why))?.1)
    }
}

fn not_a_model(path: &Path, why: impl Into<String>) -> Error {
    Error::NoEngine {
        engine: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        why: format!("`{}` cannot be used: {}", path.display(), why.into()),
        hint: "check that it is a complete ONNX file, or download it again".into(),
    }
}

/// A model with the runtime that runs it.
pub struct Model {
    /// What is known of its graph.
    pub graph: Graph,
    network: Box<dyn Network>,
    digest: String,
    budget: Budget,
}

impl Model {
    /// Wraps a network whose graph is known, loaded for so many lanes.
    pub fn new(graph: Graph, network: Box<dyn Network>, digest: String, lanes: usize) -> Model {
        Model { graph, network, digest, budget: Budget::new(IDS_AT_ONCE * lanes.max(1)) }
    }

    /// What tells it from other models, and on what it runs: for fingerprints.
    pub fn print(&self) -> String {
        format!("model {} on {}", self.digest, self.network.runtime())
    }

    /// The runtime and its version.
    pub fn runtime(&self) -> &str {
        self.network.runtime()
    }

    /// Runs the network. The same `seed` and inputs give the same outputs, if [`Graph::is_seeded`].
    pub fn run(
        &self,
        mut inputs: Vec<(&str, Tensor)>,
        outputs: &[&str],
        seed: u64,
    ) -> Result<Vec<Tensor>, Failure> {
        if self.graph.noises != 0 {
            inputs.push((onnx::NOISE, Tensor::floats(noise::table().to_vec())));
            inputs.push((onnx::START, Tensor::Ints(Vec::new(), vec![noise::start(seed)])));
        }
        let ids = inputs.iter().map(|(_, tensor)| tensor.whole()).max().unwrap_or(0);
        let given = self.budget.with(ids, || self.network.run(inputs, outputs))?;
        if given.len() == outputs.len() {
            Ok(given)
        } else {
            Err(Failure::Garbage(format!("{} outputs of {}", given.len(), outputs.len())))
        }
    }

    /// Whether it has an input of that name.
    pub fn takes(&self, input: &str) -> bool {
        self.graph.inputs.iter().any(|name| name == input)
    }

    /// Runs the network for its sound, the first output that is not `durations`, and for these, if it has any.
    pub fn sound(
        &self,
        inputs: Vec<(&str, Tensor)>,
        durations: Option<&str>,
        seed: u64,
    ) -> Result<(Vec<f32>, Vec<f32>), Failure> {
        let sound = self.graph.outputs.iter().find(|name| Some(name.as_str()) != durations);
        let sound = sound.ok_or_else(|| Failure::Refused("the network produces no sound".into()))?;
        let outputs: Vec<&str> = [sound.as_str()].into_iter().chain(durations).collect();
        let mut given = self.run(inputs, &outputs, seed)?.into_iter().map(Tensor::into_floats);
        Ok((given.next().unwrap_or_default(), given.next().unwrap_or_default()))
    }
}

/// The model files and others in a folder that have one of these extensions, three folders deep, in order.
fn files_in(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    const DEPTH: usize = 3;
    let is_wanted =
        |path: &Path| extensions.iter().any(|wanted| path.extension().is_some_and(|e| e == *wanted));
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in folder.read_dir().into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && depth < DEPTH {
                folders.push((path, depth + 1));
            } else if is_wanted(&path) && path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Loads a model file into the best runtime that is there: onnxruntime, which is twice as fast, where this build knows
/// it and the library is found ([`files::Library`]); else rten. Parts of one work that speak with the same model
/// share it, and its lanes; and what cannot be loaded is not read again for each of them.
pub fn load(path: &Path, context: &EngineContext<'_>) -> Result<Arc<Model>> {
    static LOADED: Mutex<Vec<(Share, Loaded)>> = Mutex::new(Vec::new());
    let share = Share::of(path, context);
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    loaded.retain(|(share, loaded)| share.is_at_work() && loaded.is_there());
    match loaded.iter().find(|(known, _)| share.as_ref() == Some(known)) {
        Some((_, Loaded::Model(model))) => {
            if let Some(model) = model.upgrade() {
                return Ok(model);
            }
        }
        Some((_, Loaded::Refused { engine, why, hint })) => {
            let (engine, why, hint) = (engine.clone(), why.clone(), hint.clone());
            return Err(Error::NoEngine { engine, why, hint });
        }
        None => {}
    }
    let result = load_anew(path, context);
    let known = match &result {
        Ok(model) => Some(Loaded::Model(Arc::downgrade(model))),
        Err(Error::NoEngine { engine, why, hint }) => {
            Some(Loaded::Refused { engine: engine.clone(), why: why.clone(), hint: hint.clone() })
        }
        Err(_) => None,
    };
    loaded.extend(share.zip(known));
    result
}

fn load_anew(path: &Path, context: &EngineContext<'_>) -> Result<Arc<Model>> {
    let prepared = Prepared::read(path)?;
    let (graph, digest) = (prepared.graph.clone(), prepared.digest.clone());
    Ok(Arc::new(Model::new(graph, start(prepared, context)?, digest, context.lanes)))
}

/// What came of loading.
enum Loaded {
    Model(Weak<Model>),
    Refused { engine: String, why: String, hint: String },
}

impl Loaded {
    fn is_there(&self) -> bool {
        match self {
            Loaded::Model(model) => 0 < model.strong_count(),
            Loaded::Refused { .. } => true,
        }
    }
}

/// What a loaded model must have in common with the one that is wanted, to be it. A file is known by its place, size
/// and time here, since the digest of a large one takes a while; takes that are kept are known by the digest.
struct Share {
    path: PathBuf,
    meta: Metadata,
    library: Option<PathBuf>,
    lanes: usize,
    /// The token's flag: what is stopped together works together.
    work: Arc<AtomicBool>,
}

impl Share {
    /// None where the file cannot be looked at.
    fn of(path: &Path, context: &EngineContext<'_>) -> Option<Share> {
        Some(Share {
            path: path.to_owned(),
            meta: path.metadata().ok()?,
            library: context.places.onnxruntime.find().map(Path::to_owned),
            lanes: context.lanes,
            work: context.cancel.flag(),
        })
    }

    /// Whether anybody else holds the token.
    fn is_at_work(&self) -> bool {
        1 < Arc::strong_count(&self.work)
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Share) -> bool {
        let changed = |meta: &Metadata| meta.modified().ok();
        (&self.path, &self.library, self.lanes) == (&other.path, &other.library, other.lanes)
            && self.meta.len() == other.meta.len()
            && changed(&self.meta).is_some_and(|time| Some(time) == changed(&other.meta))
            && Arc::ptr_eq(&self.work, &other.work)
    }
}

fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

#[cfg(feature = "onnxruntime")]
fn start(prepared: Prepared, context: &EngineContext<'_>) -> Result<Box<dyn Network>> {
    if context.places.onnxruntime.find().is_some() {
        return Ok(Box::new(onnxruntime::OnnxRuntime::load(prepared, context)?));
    }
    Ok(Box::new(rten::Rten::load(prepared, context)?))
}

#[cfg(not(feature = "onnxruntime"))]
fn start(prepared: Prepared, context: &EngineContext<'_>) -> Result<Box<dyn Network>> {
    Ok(Box::new(rten::Rten::load(prepared, context)?))
}
