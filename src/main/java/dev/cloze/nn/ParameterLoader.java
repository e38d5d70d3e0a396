package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes a model's parameters from a checkpoint, each once, and builds parts of them. Where the
 * model is to be trained, the tensors are a private copy that gradients are taken of.
 */
public final class ParameterLoader {
  private final Checkpoint checkpoint;
  private final NumberFormat format;
  private final boolean trainable;
  private final List<Parameter> parameters = new ArrayList<>();

  /**
   * A loader of {@code checkpoint}.
   *
   * @param format what the numbers are stored in
   * @param trainable whether gradients are taken of them
   */
  public ParameterLoader(Checkpoint checkpoint, NumberFormat format, boolean trainable) {
    this.checkpoint = checkpoint;
    this.format = format;
    this.trainable = trainable;
  }

  /** Everything that was taken so far, in that order. */
  public ImmutableList<Parameter> parameters() {
    return ImmutableList.copyOf(parameters);
  }

  /** Whether the checkpoint has a tensor of that name. */
  public boolean has(String path) {
    return checkpoint.has(path);
  }

  /** A checkpoint tensor as it is. */
  public Parameter parameter(String path, long... shape) {
    return add(
        ImmutableList.of(new Parameter.Source(path, 0, shape[0], false)),
        () -> checkpoint.take(path, format, shape));
  }

  /** A map that the checkpoint stores as [in,out], turned to [out,in]. */
  public Parameter transposed(String path, long in, long out) {
    return add(
        ImmutableList.of(new Parameter.Source(path, 0, out, true)),
        () -> Shapes.contiguous(Shapes.transpose(checkpoint.take(path, format, in, out), 0, 1)));
  }

  /** Checkpoint tensors of one shape, stacked along the first axis. */
  public Parameter stacked(List<String> paths, long... shape) {
    ImmutableList.Builder<Parameter.Source> sources = ImmutableList.builder();
    for (int i = 0; i < paths.size(); i++) {
      sources.add(new Parameter.Source(paths.get(i), i * shape[0], shape[0], false));
    }
    return add(
        sources.build(),
        () ->
            Shapes.join(
                paths.stream().map(path -> checkpoint.take(path, format, shape)).toList(), 0));
  }

  /** A map of {@code path.weight} [out,in] and {@code path.bias} [out]. */
  public Linear linear(String path, int layer, Site.Role role, int in, int out) {
    return new Linear(
        new Site.Linear(path, layer, role, in, out),
        Weight.of(parameter(path + ".weight", out, in)),
        Optional.of(Weight.of(parameter(path + ".bias", out))));
  }

  /** A map of {@code path.weight} [in,out], as GPT-2 stores it, and {@code path.bias} [out]. */
  public Linear transposedLinear(String path, int layer, Site.Role role, int in, int out) {
    return new Linear(
        new Site.Linear(path, layer, role, in, out),
        Weight.of(transposed(path + ".weight", in, out)),
        Optional.of(Weight.of(parameter(path + ".bias", out))));
  }

  /** A norm of {@code path.weight} and {@code path.bias}, or of the older gamma and beta. */
  public LayerNorm norm(String path, int size, double epsilon) {
    boolean older = checkpoint.has(path + ".gamma") && !checkpoint.has(path + ".weight");
    return new LayerNorm(
        Weight.of(parameter(path + (older ? ".gamma" : ".weight"), size)),
        Weight.of(parameter(path + (older ? ".beta" : ".bias"), size)),
        epsilon);
  }

  /** A table of {@code path.weight} [rows,size]. */
  public Embedding embedding(String path, Site.Table table, int rows, int size) {
    return new Embedding(
        new Site.Embedding(path, table, rows, size),
        Weight.of(parameter(path + ".weight", rows, size)));
  }

  private Parameter add(ImmutableList<Parameter.Source> sources, Supplier<Tensor> tensor) {
    Tensor lasting =
        Scope.get(
            () -> {
              Tensor taken = tensor.get();
              return (trainable ? taken.trainable() : taken).lasting();
            });
    Parameter parameter = new Parameter(sources, lasting, format);
    parameters.add(parameter);
    return parameter;
  }
}
