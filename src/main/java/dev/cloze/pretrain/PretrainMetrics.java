package dev.cloze.pretrain;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The measurements of a pretraining, a line of JSON each.
 *
 * @param file where they stand
 */
record PretrainMetrics(Path file) {
  /** All of them, in order; one that a kill cut off is left out. */
  ImmutableList<Measurement> read() {
    if (!Files.exists(file)) {
      return ImmutableList.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .map(Measurement::read)
          .flatMap(Optional::stream)
          .collect(toImmutableList());
    } catch (IOException e) {
      throw PretrainFolder.unwritable(file, e);
    }
  }

  /** Adds one. */
  void add(Measurement measurement) {
    try {
      Files.writeString(
          file, measurement.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw PretrainFolder.unwritable(file, e);
    }
  }

  /** Leaves those that an unbroken pretraining would have had, too, and returns them. */
  ImmutableList<Measurement> keep(Predicate<Measurement> isKept) {
    ImmutableList<Measurement> kept = read().stream().filter(isKept).collect(toImmutableList());
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(aside, kept.stream().map(Measurement::json).toList());
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw PretrainFolder.unwritable(file, e);
    }
    return kept;
  }
}
