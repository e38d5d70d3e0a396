package dev.cloze.train;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Safetensors;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The file that a killed training goes on from: one safetensors file with all tensors, and where
 * the training stands in its metadata, so that the two always belong together. Written aside, then
 * renamed.
 *
 * @param path where it stands
 */
public record StateFile(Path path) {
  private static final String STATE = "state";
  private static final String OWNER = "training";

  /**
   * Saves a state.
   *
   * @param owner what the tensors belong to, in words: another owner's file is refused
   * @param position where the training stands, in a text of the caller's
   * @throws ClozeException with a code of the weights where it cannot be written
   */
  public void save(String owner, String position, Map<String, Tensor> tensors) {
    SafetensorsWriter.write(
        path, tensors, NumberFormat.F32, ImmutableMap.of(OWNER, owner, STATE, position));
  }

  /**
   * Reads the state, if there is one, in a scope that ends with this call.
   *
   * @param reader is given the position and the tensors
   * @return whether there was one
   * @throws ClozeException {@link TrainError#OTHER_STATE} where it belongs to something else
   */
  public boolean load(String owner, BiConsumer<String, Map<String, Tensor>> reader) {
    if (!Files.exists(path)) {
      return false;
    }
    try (Safetensors file = Safetensors.open(path)) {
      String found = file.metadata().getOrDefault(OWNER, "");
      String position = Optional.ofNullable(file.metadata().get(STATE)).orElse("");
      if (!found.equals(owner)) {
        throw new ClozeException(
            TrainError.OTHER_STATE,
            "%s: the state of %s was saved there, and this is %s; start anew in another folder",
            path,
            found.isEmpty() ? "something else" : found,
            owner);
      }
      Scope.run(
          () -> {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            file.entries().keySet().forEach(n -> tensors.put(n, file.read(n, NumberFormat.F32)));
            reader.accept(position, tensors);
          });
      return true;
    }
  }

  /** Takes the file away, once its training is over. */
  public void delete() {
    try {
      SafetensorsWriter.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
