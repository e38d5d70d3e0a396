package dev.cloze.task;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.prompt.SoftRows;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.verbalizer.SoftVerbalizer;
import dev.cloze.verbalizer.Verbalizer;
import dev.cloze.weights.Safetensors;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A trained prompt on its own: {@value #SOFT_ROWS} [R,H], one row for each soft token of a template
 * in the order in which they first stand, and {@code label_vectors} [L,H] of a soft verbalizer, in
 * the order of the labels; either may be missing. What another verbalizer trains stands there too,
 * by its names; a start does not take it. What an export and a prompt pretraining write, and what
 * another training may start from.
 *
 * @param path the safetensors file
 */
public record SoftPromptFile(Path path) {
  /** What the file is called in a folder. */
  public static final String NAME = "soft-prompt.safetensors";

  /** The name of the soft tokens' rows. */
  public static final String SOFT_ROWS = "soft_rows";

  private static final ImmutableMap<String, String> PYTORCH = ImmutableMap.of("format", "pt");

  /**
   * The file that a user names.
   *
   * @param given the file, or a folder that holds one
   * @throws ClozeException {@link TaskError#NO_SOFT_PROMPT}
   */
  public static SoftPromptFile at(Path given) {
    Path file = Files.isDirectory(given) ? given.resolve(NAME) : given;
    if (!Files.isRegularFile(file)) {
      throw new ClozeException(
          TaskError.NO_SOFT_PROMPT,
          "%s: %s; a soft prompt belongs there, as 'cloze export' and 'cloze pretrain' write one",
          given,
          Files.isDirectory(given) ? "the folder has no " + NAME : "no such file");
    }
    return new SoftPromptFile(file);
  }

  /** What a prompt has of its own, by the names of the file. */
  public static ImmutableMap<String, Tensor> tensors(LoadedPrompt prompt) {
    ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
    prompt.model().softRows().ifPresent(rows -> tensors.put(SOFT_ROWS, rows.tensor()));
    prompt.verbalizer().ifPresent(verbalizer -> tensors.putAll(verbalizer.parameters()));
    return tensors.buildOrThrow();
  }

  /** Writes what a prompt has of its own; aside, then renamed. */
  public void write(LoadedPrompt prompt, NumberFormat format) {
    Scope.run(() -> SafetensorsWriter.write(path, tensors(prompt), format, PYTORCH));
  }

  /** The SHA-256 of the file. */
  public String sha256() {
    try {
      return MoreFiles.asByteSource(path).hash(Hashing.sha256()).toString();
    } catch (IOException e) {
      throw new ClozeException(
              TaskError.NO_SOFT_PROMPT, "%s: cannot be read: %s", path, e.getMessage())
          .causedBy(e);
    }
  }

  /**
   * Says which part of the file a prompt starts from, and why not from the rest.
   *
   * @throws ClozeException {@link TaskError#UNFIT_SOFT_PROMPT}
   */
  public String use(LoadedPrompt prompt) {
    try (Safetensors file = Safetensors.open(path)) {
      return SoftPromptFit.of(this, file, tensors(prompt)).sentence();
    }
  }

  /**
   * Puts the numbers of the file in the place of those that a prompt has. Label vectors that do not
   * fit are left as they are.
   *
   * @throws ClozeException {@link TaskError#UNFIT_SOFT_PROMPT} where rows do not fit, or nothing
   *     does
   */
  public void readInto(LoadedPrompt prompt) {
    Map<String, Tensor> places = tensors(prompt);
    try (Safetensors file = Safetensors.open(path)) {
      SoftPromptFit fit = SoftPromptFit.of(this, file, places);
      Gradients.pausing(
          () ->
              Scope.get(
                  () -> {
                    fit.names()
                        .forEach(
                            name ->
                                Memory.assign(places.get(name), file.read(name, NumberFormat.F32)));
                    return fit.names().size();
                  }));
    }
  }

  /** Puts the soft rows of the file in the place of others, where it has such and they fit. */
  void readInto(SoftRows rows) {
    readFitting(ImmutableMap.of(SOFT_ROWS, rows.tensor()));
  }

  /** Puts the label vectors of the file in the place of others, where it has such and they fit. */
  void readInto(Verbalizer verbalizer) {
    readFitting(Maps.filterKeys(verbalizer.parameters(), SoftVerbalizer.LABEL_VECTORS::equals));
  }

  private void readFitting(Map<String, Tensor> places) {
    try (Safetensors file = Safetensors.open(path)) {
      places.forEach(
          (name, place) ->
              Optional.ofNullable(file.entries().get(name))
                  .filter(entry -> entry.shape().equals(ImmutableLongArray.copyOf(place.shape())))
                  .ifPresent(
                      entry ->
                          Gradients.pausing(
                              () ->
                                  Scope.get(
                                      () -> {
                                        Memory.assign(place, file.read(name, NumberFormat.F32));
                                        return entry;
                                      }))));
    }
  }
}
