package dev.cloze.weights;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the file of weights in a model's folder. */
final class WeightsFolder {
  private static final String WEIGHTS = "model.safetensors";

  /** What other tools write, in the order in which a user would rather hear of it. */
  private static final ImmutableList<String> UNSUPPORTED =
      ImmutableList.of(
          "model.safetensors.index.json",
          "pytorch_model.bin",
          "pytorch_model.bin.index.json",
          "tf_model.h5",
          "flax_model.msgpack");

  private static final int LISTED = 10;

  private WeightsFolder() {}

  static Path find(Path path) {
    if (Files.isRegularFile(path)) {
      return path;
    }
    if (!Files.isDirectory(path)) {
      throw new ClozeException(
          WeightsError.NO_SUCH_PATH,
          "%s: neither a folder nor a file; a model's folder was expected, or its %s",
          path,
          WEIGHTS);
    }
    Path weights = path.resolve(WEIGHTS);
    if (Files.exists(weights)) {
      return weights;
    }
    Optional<String> unsupported =
        UNSUPPORTED.stream().filter(name -> Files.exists(path.resolve(name))).findFirst();
    if (unsupported.isPresent()) {
      throw new ClozeException(
          WeightsError.UNSUPPORTED_WEIGHTS,
          "%s: holds %s, which is not supported yet; one file %s was expected",
          path,
          unsupported.get(),
          WEIGHTS);
    }
    throw new ClozeException(
        WeightsError.NO_WEIGHTS,
        "%s: holds no weights; looked for %s, found %s",
        path,
        WEIGHTS,
        listing(path));
  }

  private static String listing(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      String names =
          files
              .map(file -> file.getFileName().toString())
              .sorted()
              .limit(LISTED)
              .map(Quote::line)
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "nothing" : names;
    } catch (IOException e) {
      throw new ClozeException(
              WeightsError.CANNOT_READ, "%s: cannot be listed: %s", folder, Quote.reason(e))
          .causedBy(e);
    }
  }
}
