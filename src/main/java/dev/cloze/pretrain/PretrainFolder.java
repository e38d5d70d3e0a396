package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OptionsWriter;
import dev.cloze.nn.Parameter;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.train.StateFile;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a pretraining: {@code pretrain.yaml}, {@code state.safetensors} to go on from,
 * {@code metrics.jsonl}; of a language model also {@code model/} in Hugging Face layout, {@code
 * report.html} and {@code tokens/}, of a prompt its examples and the file of the soft prompt.
 *
 * @param path where it is
 */
record PretrainFolder(Path path) {
  private static final String SETTINGS = "pretrain.yaml";
  private static final ImmutableList<String> TOKENIZER =
      ImmutableList.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt");

  /** Begins the folder of a language model's pretraining. */
  static PretrainFolder begin(PretrainFile file) {
    PretrainFolder folder = begin(file.out().orElseThrow(), file);
    folder.write(
        () -> {
          Files.createDirectories(folder.model());
          Files.createDirectories(folder.tokens());
        });
    return folder;
  }

  /** Begins a folder with its settings; one with something in it is left alone. */
  static PretrainFolder begin(Path path, Record settings) {
    PretrainFolder folder = new PretrainFolder(path);
    if (Files.exists(folder.settings())) {
      throw new ClozeException(
          PretrainError.UNWRITABLE_FOLDER,
          "%s: holds a pretraining already; go on with --resume %s, or choose another --out",
          folder.path,
          folder.path);
    }
    folder.write(
        () -> {
          Files.createDirectories(folder.path);
          try (Stream<Path> inside = Files.list(folder.path)) {
            if (inside.findAny().isPresent()) {
              throw new IOException("it has something in it; choose another --out");
            }
          }
          Files.writeString(folder.settings(), OptionsWriter.write(settings));
        });
    return folder;
  }

  /** Takes away what {@link #begin} and what came after it made. */
  void remove() {
    write(() -> MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE));
  }

  /** A folder that a pretraining was begun in. */
  static PretrainFolder existing(Path path) {
    PretrainFolder folder = new PretrainFolder(path);
    if (!Files.exists(folder.settings())) {
      throw new ClozeException(
          PretrainError.NO_CHECKPOINT,
          "%s: no %s in it; the folder of a pretraining belongs there",
          path,
          SETTINGS);
    }
    return folder;
  }

  Path settings() {
    return path.resolve(SETTINGS);
  }

  Path model() {
    return path.resolve("model");
  }

  Path tokens() {
    return path.resolve("tokens");
  }

  StateFile state() {
    return new StateFile(path.resolve("state.safetensors"));
  }

  boolean hasState() {
    return Files.exists(state().path());
  }

  /** Puts in the tokenizer of another folder. */
  void copyTokenizer(Path from) {
    TOKENIZER.forEach(name -> copy(from, name));
  }

  /** Puts in the configuration of another model. */
  void copyConfig(Path from) {
    copy(from, "config.json");
  }

  private void copy(Path from, String name) {
    if (Files.exists(from.resolve(name))) {
      write(
          () ->
              Files.copy(
                  from.resolve(name), model().resolve(name), StandardCopyOption.REPLACE_EXISTING));
    }
  }

  /** Writes the weights under the names that they were loaded by. */
  void export(LanguageModel model, NumberFormat storage) {
    Scope.run(
        () -> {
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          for (Parameter parameter : model.parameters()) {
            tensors.putAll(parameter.bySource(parameter.tensor()));
          }
          SafetensorsWriter.write(
              model().resolve("model.safetensors"),
              tensors,
              storage,
              ImmutableMap.of("format", "pt"));
        });
  }

  /** Writes a file aside; it has its name once it is whole. */
  Path whole(String name, String content) {
    Path file = path.resolve(name);
    Path partial = path.resolve(name + ".partial");
    write(
        () -> {
          Files.writeString(partial, content);
          Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        });
    return file;
  }

  /** The measurements. */
  PretrainMetrics metrics() {
    return new PretrainMetrics(path.resolve("metrics.jsonl"));
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  static ClozeException unwritable(Path path, IOException e) {
    return new ClozeException(
            PretrainError.UNWRITABLE_FOLDER, "%s: cannot be written to: %s", path, e.getMessage())
        .causedBy(e);
  }
}
