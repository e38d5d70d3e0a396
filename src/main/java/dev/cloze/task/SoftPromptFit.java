package dev.cloze.task;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Longs;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Tensor;
import dev.cloze.verbalizer.SoftVerbalizer;
import dev.cloze.weights.Safetensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a soft prompt's file a prompt can take: its rows must fit, its label vectors may.
 *
 * @param names the tensors that are taken
 * @param sentence the same in words
 */
record SoftPromptFit(ImmutableSet<String> names, String sentence) {
  private static final String ROWS = SoftPromptFile.SOFT_ROWS;
  private static final String VECTORS = SoftVerbalizer.LABEL_VECTORS;

  /**
   * Compares.
   *
   * @param places what the prompt has, by the names of the file
   * @throws ClozeException {@link TaskError#UNFIT_SOFT_PROMPT}
   */
  static SoftPromptFit of(SoftPromptFile from, Safetensors file, Map<String, Tensor> places) {
    Optional<List<Long>> rows = shape(file, ROWS);
    Optional<List<Long>> wantedRows = shape(places, ROWS);
    if (!rows.equals(wantedRows)) {
      throw unfit(from, rows, wantedRows);
    }
    Optional<List<Long>> vectors = shape(file, VECTORS);
    Optional<List<Long>> wantedVectors = shape(places, VECTORS);
    boolean takesVectors = vectors.isPresent() && vectors.equals(wantedVectors);
    if (rows.isEmpty() && !takesVectors) {
      throw new ClozeException(
          TaskError.UNFIT_SOFT_PROMPT,
          "%s: nothing in it can be started from: it has no soft rows, and %s",
          from.path(),
          vectors.isEmpty() ? "no label vectors" : differ(vectors.get(), wantedVectors));
    }
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    rows.ifPresent(shape -> names.add(ROWS));
    if (takesVectors) {
      names.add(VECTORS);
    }
    return new SoftPromptFit(names.build(), sentence(rows, vectors, wantedVectors));
  }

  private static Optional<List<Long>> shape(Safetensors file, String name) {
    return Optional.ofNullable(file.entries().get(name)).map(entry -> entry.shape().asList());
  }

  private static Optional<List<Long>> shape(Map<String, Tensor> places, String name) {
    return Optional.ofNullable(places.get(name)).map(place -> Longs.asList(place.shape()));
  }

  private static ClozeException unfit(
      SoftPromptFile from, Optional<List<Long>> rows, Optional<List<Long>> wanted) {
    return new ClozeException(
        TaskError.UNFIT_SOFT_PROMPT,
        "%s: %s; %s",
        from.path(),
        rows.map(shape -> "found soft rows of " + sizes(shape)).orElse("found no soft rows"),
        wanted
            .map(
                shape ->
                    "the template's soft tokens take %s, the second the width of the model"
                        .formatted(sizes(shape)))
            .orElse("the template has no soft tokens that could start from them"));
  }

  private static String sentence(
      Optional<List<Long>> rows, Optional<List<Long>> vectors, Optional<List<Long>> wantedVectors) {
    String taken = rows.map(shape -> "%d soft rows".formatted(shape.get(0))).orElse("");
    if (vectors.isPresent() && vectors.equals(wantedVectors)) {
      return taken + (taken.isEmpty() ? "" : " and ") + "label vectors";
    } else if (vectors.isPresent()) {
      return taken + "; not its label vectors: " + differ(vectors.get(), wantedVectors);
    } else if (wantedVectors.isPresent()) {
      return taken + "; label vectors start from their words, for it has none";
    }
    return taken;
  }

  private static String differ(List<Long> vectors, Optional<List<Long>> wanted) {
    return wanted
        .map(shape -> "they are %s, and %s fit".formatted(sizes(vectors), sizes(shape)))
        .orElse("labels are scored by their words (verbalizer.kind: soft has vectors)");
  }

  private static String sizes(List<Long> shape) {
    return shape.stream().map(String::valueOf).reduce((a, b) -> a + " x " + b).orElse("one number");
  }
}
