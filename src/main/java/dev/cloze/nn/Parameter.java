package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;

/**
 * One tensor in memory and the checkpoint tensors that it was made of: usually one; three stacked
 * where query, key and value are computed by one product; one transposed where the checkpoint
 * stores a map as [in,out].
 */
public final class Parameter implements AutoCloseable {
  private final ImmutableList<Source> sources;
  private final Tensor tensor;
  private final NumberFormat format;
  private final ImmutableList<Site> sites;

  Parameter(ImmutableList<Source> sources, Tensor tensor, NumberFormat format) {
    this.sources = sources;
    this.tensor = tensor;
    this.format = format;
    this.sites = sources.stream().map(Source::site).collect(ImmutableList.toImmutableList());
  }

  /** The checkpoint tensors, in the order in which they are stacked along the first axis. */
  public ImmutableList<Source> sources() {
    return sources;
  }

  /** The tensor that is computed with, and trained where the model was loaded to be trained. */
  public Tensor tensor() {
    return tensor;
  }

  /** The number of numbers. */
  public long size() {
    return Shapes.count(tensor.shape());
  }

  /** The numbers in the pass's format, with what acts on the parameter. */
  Tensor value(Pass pass) {
    Tensor stored = stored(pass);
    return format == pass.format() ? stored : Memory.cast(stored, pass.format());
  }

  /** The numbers as they are stored, with what acts on the parameter. */
  Tensor stored(Pass pass) {
    if (!pass.plan().touches(sites)) {
      return tensor;
    }
    ImmutableList.Builder<Tensor> parts = ImmutableList.builder();
    for (Source source : sources) {
      Tensor part = source.inCheckpointShape(tensor);
      Tensor changed =
          pass.at(source.site(), Intervention.OnParameter.class)
              .map(i -> i.apply(source.site(), part, pass))
              .orElse(part);
      parts.add(source.transposed() ? Shapes.transpose(changed, 0, 1) : changed);
    }
    return Shapes.join(parts.build(), 0);
  }

  /** Splits a tensor shaped like this parameter, such as its gradient, by checkpoint name. */
  public ImmutableMap<String, Tensor> bySource(Tensor like) {
    ImmutableMap.Builder<String, Tensor> parts = ImmutableMap.builder();
    sources.forEach(source -> parts.put(source.path(), source.inCheckpointShape(like)));
    return parts.buildOrThrow();
  }

  @Override
  public void close() {
    tensor.close();
  }

  /**
   * A checkpoint tensor's place in a parameter.
   *
   * @param path the name in the checkpoint
   * @param start its first row in the parameter
   * @param rows how many rows it has there
   * @param transposed whether the checkpoint stores it the other way round
   */
  public record Source(String path, long start, long rows, boolean transposed) {
    Site.Parameter site() {
      return new Site.Parameter(path);
    }

    Tensor inCheckpointShape(Tensor stacked) {
      Tensor part = Shapes.narrow(stacked, 0, start, rows);
      return transposed ? Shapes.transpose(part, 0, 1) : part;
    }
  }
}
