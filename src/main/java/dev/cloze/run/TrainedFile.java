package dev.cloze.run;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.Parameter;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Safetensors;
import dev.cloze.weights.SafetensorsWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run has trained, and nothing else, in single precision: {@code model/NAME} for tensors of
 * the language model, by their names in its checkpoint; {@code soft_rows} [R,H]; {@code
 * verbalizer/NAME}.
 *
 * @param path the safetensors file
 */
record TrainedFile(Path path) {
  static final String NAME = "trained.safetensors";

  private static final String MODEL = "model/";
  private static final String VERBALIZER = "verbalizer/";

  static TrainedFile in(Path folder) {
    return new TrainedFile(folder.resolve(NAME));
  }

  /** Writes what is trainable of a prompt on a model. */
  void write(LoadedPrompt prompt) {
    Scope.run(
        () ->
            SafetensorsWriter.write(
                path, places(prompt, true), NumberFormat.F32, ImmutableMap.of("format", "pt")));
  }

  /**
   * Puts what was trained into a prompt on the same model.
   *
   * @throws ClozeException {@link RunError#OTHER_MODEL} where it does not belong there
   */
  void readInto(LoadedPrompt prompt) {
    if (!Files.exists(path)) {
      throw new ClozeException(
          RunError.UNFINISHED,
          "%s: the run has not come so far; 'cloze run --resume FOLDER' goes on with it",
          path);
    }
    Gradients.pausing(
        () ->
            Scope.get(
                () -> {
                  ImmutableMap<String, Tensor> places = places(prompt, false);
                  try (Safetensors file = Safetensors.open(path)) {
                    file.entries().keySet().forEach(name -> put(file, name, places.get(name)));
                    return file.entries().size();
                  }
                }));
  }

  private void put(Safetensors file, String name, Tensor place) {
    Tensor value = file.read(name, NumberFormat.F32);
    if (place == null || !Arrays.equals(place.shape(), value.shape())) {
      throw new ClozeException(
          RunError.OTHER_MODEL,
          "%s: '%s' %s; model, template or verbalizer are not those of the run",
          path,
          name,
          place == null ? "has no place in the model" : "has another shape there");
    }
    Memory.assign(place, value);
  }

  /** Views of the tensors in memory, in the shapes that the file has them in. */
  private static ImmutableMap<String, Tensor> places(LoadedPrompt prompt, boolean onlyTrainable) {
    Map<String, Tensor> places = new LinkedHashMap<>();
    for (Parameter parameter : prompt.model().model().parameters()) {
      if (!onlyTrainable || parameter.tensor().isTrainable()) {
        parameter
            .bySource(parameter.tensor())
            .forEach((name, view) -> places.put(MODEL + name, view));
      }
    }
    prompt
        .model()
        .softRows()
        .ifPresent(rows -> places.put(SoftPromptFile.SOFT_ROWS, rows.tensor()));
    prompt
        .verbalizer()
        .ifPresent(
            verbalizer ->
                verbalizer
                    .parameters()
                    .forEach((name, tensor) -> places.put(VERBALIZER + name, tensor)));
    return ImmutableMap.copyOf(places);
  }
}
