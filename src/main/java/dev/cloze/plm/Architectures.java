package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.ParameterLoader;
import dev.cloze.weights.Checkpoint;
import java.nio.file.Path;

/** The architectures that are supported, and loading by {@code model_type}. */
public final class Architectures {
  private static final ImmutableList<Architecture> SUPPORTED =
      ImmutableList.of(new Bert(), new Roberta(), new Gpt2());

  private Architectures() {}

  /** Every supported {@code model_type}. */
  public static ImmutableList<String> names() {
    return SUPPORTED.stream().map(Architecture::modelType).collect(ImmutableList.toImmutableList());
  }

  /**
   * Loads a model from a Hugging Face folder.
   *
   * @param folder holds {@code config.json} and {@code model.safetensors}
   * @throws dev.cloze.base.ClozeException where the folder does not hold a supported model whose
   *     tensors all have the names and shapes that its configuration says
   */
  public static LanguageModel load(Path folder, LoadOptions options) {
    ModelConfig config = ModelConfig.read(folder);
    Architecture architecture = of(config);
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      requireHead(architecture, checkpoint);
      checkpoint.ignore(architecture.ignored().toArray(String[]::new));
      if (config.tied()) {
        checkpoint.ignore(architecture.tiedCopy());
      }
      ParameterLoader loader =
          new ParameterLoader(checkpoint, options.storage(), options.trainable());
      try {
        LanguageModel model = architecture.build(config, loader);
        checkpoint.requireAllTaken();
        return model;
      } catch (RuntimeException e) {
        loader.parameters().forEach(Parameter::close);
        throw e;
      }
    }
  }

  /**
   * Says early what {@link #load} would say of a folder's configuration.
   *
   * @throws dev.cloze.base.ClozeException where there is no model of a supported architecture
   */
  public static void require(Path folder) {
    of(ModelConfig.read(folder));
  }

  private static Architecture of(ModelConfig config) {
    return SUPPORTED.stream()
        .filter(architecture -> architecture.modelType().equals(config.modelType()))
        .findFirst()
        .orElseThrow(() -> config.unsupported(names()));
  }

  private static void requireHead(Architecture architecture, Checkpoint checkpoint) {
    architecture
        .headTensor()
        .filter(name -> !checkpoint.has(name))
        .ifPresent(
            name -> {
              throw new ClozeException(
                  ModelError.NO_HEAD,
                  "%s: no language-model head (no tensor '%s'); an encoder alone, such as a"
                      + " sentence encoder, cannot fill a mask",
                  checkpoint.file(),
                  name);
            });
  }
}
