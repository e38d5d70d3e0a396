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
      ImmutableList.of(new Bert(true), new Roberta(true), new Gpt2());

  /** The same without their heads, where they are encoders. */
  private static final ImmutableList<Architecture> ENCODERS =
      ImmutableList.of(new Bert(false), new Roberta(false));

  private Architectures() {}

  /** Every supported {@code model_type}. */
  public static ImmutableList<String> names() {
    return names(SUPPORTED);
  }

  private static ImmutableList<String> names(ImmutableList<Architecture> some) {
    return some.stream().map(Architecture::modelType).collect(ImmutableList.toImmutableList());
  }

  /**
   * Loads a model from a Hugging Face folder.
   *
   * @param folder holds {@code config.json} and {@code model.safetensors}
   * @throws dev.cloze.base.ClozeException where the folder does not hold a supported model whose
   *     tensors all have the names and shapes that its configuration says
   */
  public static LanguageModel load(Path folder, LoadOptions options) {
    return load(folder, options, SUPPORTED);
  }

  /**
   * Loads an encoder from a Hugging Face folder, without the head that fills masks; such a head
   * need not be there, nor the prefix that a whole model's names have.
   *
   * @return a model that computes hidden states; what asks it for scores of tokens is refused with
   *     {@link ModelError#NO_HEAD}
   * @throws dev.cloze.base.ClozeException as {@link #load}; {@link ModelError#UNSUPPORTED_TYPE}
   *     where the architecture is no encoder
   */
  public static LanguageModel loadEncoder(Path folder, LoadOptions options) {
    return load(folder, options, ENCODERS);
  }

  private static LanguageModel load(
      Path folder, LoadOptions options, ImmutableList<Architecture> among) {
    ModelConfig config = ModelConfig.read(folder);
    Architecture architecture = of(config, among);
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
    of(ModelConfig.read(folder), SUPPORTED);
  }

  /**
   * Says early what {@link #loadEncoder} would say of a folder's configuration.
   *
   * @throws dev.cloze.base.ClozeException where there is no encoder of a supported architecture
   */
  public static void requireEncoder(Path folder) {
    of(ModelConfig.read(folder), ENCODERS);
  }

  private static Architecture of(ModelConfig config, ImmutableList<Architecture> among) {
    return among.stream()
        .filter(architecture -> architecture.modelType().equals(config.modelType()))
        .findFirst()
        .orElseThrow(() -> config.unsupported(names(among)));
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
