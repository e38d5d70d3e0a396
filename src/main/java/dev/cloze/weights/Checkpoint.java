package dev.cloze.weights;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The weights of a model, with an account of every tensor: a model takes what it needs by name and
 * shape, says what it knows and leaves, and nothing else may be there.
 *
 * <p>{@link #under} gives a view whose names are relative to a prefix; views share one file and one
 * account. Several threads may take tensors at once.
 */
public final class Checkpoint implements AutoCloseable {
  private static final int NAMED = 5;

  private final Safetensors file;
  private final Set<String> accounted;
  private final String prefix;

  private Checkpoint(Safetensors file, Set<String> accounted, String prefix) {
    this.file = file;
    this.accounted = accounted;
    this.prefix = prefix;
  }

  /**
   * Opens the weights of a model.
   *
   * @param path a folder with a {@code model.safetensors}, or a safetensors file
   * @throws ClozeException {@code WGT-001} if nothing is there, {@code WGT-002} if the folder holds
   *     no weights, {@code WGT-003} if it holds only a kind that is not supported yet, and what
   *     {@link Safetensors#open} says
   */
  public static Checkpoint open(Path path) {
    return new Checkpoint(
        Safetensors.open(WeightsFolder.find(path)), ConcurrentHashMap.newKeySet(), "");
  }

  /**
   * The same weights, seen from a prefix: {@code under("encoder.layer.0").has("output.bias")}.
   * Closing the view closes the whole.
   */
  public Checkpoint under(String path) {
    return new Checkpoint(file, accounted, prefix + path + ".");
  }

  /** The file that the weights stand in. */
  public Path file() {
    return file.file();
  }

  /** The names under this prefix, relative to it, in the order of the file. */
  public ImmutableSet<String> names() {
    return file.entries().keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return file.entries().containsKey(prefix + name);
  }

  /**
   * The shape of a tensor, which does not count as taken.
   *
   * @throws ClozeException {@code WGT-014} if there is none of this name
   */
  public ImmutableLongArray shape(String name) {
    return entry(name).shape();
  }

  /**
   * Reads a tensor into the engine's memory and marks it as taken. It belongs to the open scope. A
   * tensor may be taken more than once.
   *
   * @param name its name under this prefix
   * @param to the format to convert to
   * @param shape the shape that it must have
   * @throws ClozeException {@code WGT-014} if there is none of this name, {@code WGT-015} if its
   *     shape is another, and what {@link Safetensors#read} says
   */
  public Tensor take(String name, NumberFormat to, long... shape) {
    Safetensors.Entry entry = entry(name);
    ImmutableLongArray expected = ImmutableLongArray.copyOf(shape);
    if (!entry.shape().equals(expected)) {
      throw new ClozeException(
          WeightsError.WRONG_SHAPE,
          "%s: tensor %s has the shape %s; this model needs %s",
          file.file(),
          Quote.name(entry.name()),
          Quote.shape(entry.shape()),
          expected);
    }
    Tensor tensor = file.read(entry.name(), to);
    accounted.add(entry.name());
    return tensor;
  }

  /**
   * Names what the model knows and does not need, such as saved position numbers or a tied copy of
   * the embeddings. What is not there may be named too.
   *
   * @param patterns names under this prefix; {@code *} stands for what holds no dot, {@code **} for
   *     anything
   */
  public void ignore(String... patterns) {
    ImmutableList<NamePattern> compiled =
        Arrays.stream(patterns).map(NamePattern::of).collect(ImmutableList.toImmutableList());
    names().stream()
        .filter(name -> compiled.stream().anyMatch(pattern -> pattern.matches(name)))
        .forEach(name -> accounted.add(prefix + name));
  }

  /** What was neither taken nor ignored under this prefix, by its whole name, sorted. */
  public ImmutableList<String> unaccounted() {
    return file.entries().keySet().stream()
        .filter(name -> name.startsWith(prefix) && !accounted.contains(name))
        .sorted()
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Checks that every tensor under this prefix was taken or ignored.
   *
   * @throws ClozeException {@code WGT-016}, naming the first of those that were not
   */
  public void requireAllTaken() {
    ImmutableList<String> left = unaccounted();
    if (!left.isEmpty()) {
      throw new ClozeException(
          WeightsError.UNKNOWN_TENSORS,
          "%s: %d of %d tensors have no place in this model: %s%s",
          file.file(),
          left.size(),
          file.entries().size(),
          left.stream().limit(NAMED).map(Quote::name).collect(Collectors.joining(", ")),
          left.size() > NAMED ? " and %d more".formatted(left.size() - NAMED) : "");
    }
  }

  private Safetensors.Entry entry(String name) {
    Safetensors.Entry entry = file.entries().get(prefix + name);
    if (entry == null) {
      throw new ClozeException(
          WeightsError.MISSING_TENSOR,
          "%s: holds no tensor %s, which this model needs%s",
          file.file(),
          Quote.name(prefix + name),
          Quote.nearest(prefix + name, file.entries().keySet()));
    }
    return entry;
  }

  @Override
  public void close() {
    file.close();
  }
}
