package dev.cloze.tensor;

import ai.djl.pytorch.engine.PtNDArray;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A handle of numbers in the engine's memory. What is made on a thread belongs to the {@link Scope}
 * that is open there, until it is {@linkplain #lasting() made lasting}; then its owner closes it.
 * Operations stand in the classes of their kind, such as {@link Arithmetic} and {@link Shapes}.
 */
public final class Tensor implements AutoCloseable {
  private static final Set<Tensor> LIVE = ConcurrentHashMap.newKeySet();

  private final PtNDArray array;
  private volatile boolean closed;
  private volatile Scope owner;

  private Tensor(PtNDArray array) {
    this.array = array;
    LIVE.add(this);
  }

  static Tensor inScope(PtNDArray array) {
    Tensor tensor = new Tensor(array);
    tensor.belongTo(Scope.current());
    return tensor;
  }

  /** Single-precision numbers in row-major order. */
  public static Tensor of(float[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length, Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return ofBytes(bytes, NumberFormat.F32, NumberFormat.F32, shape);
  }

  /** Double-precision numbers in row-major order. */
  public static Tensor of(double[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length, Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return ofBytes(bytes, NumberFormat.F64, NumberFormat.F64, shape);
  }

  /** Whole numbers in row-major order. */
  public static Tensor of(long[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length, Long.BYTES);
    bytes.asLongBuffer().put(values);
    return ofBytes(bytes, NumberFormat.I64, NumberFormat.I64, shape);
  }

  /** Zeros. */
  public static Tensor zeros(NumberFormat format, long... shape) {
    return Script.call("zeros", shape, format.code(), Machine.device().engineName());
  }

  /**
   * Reads a direct buffer, little endian, and copies it into the engine's memory.
   *
   * @param bytes a direct buffer from its position to its limit; may be unmapped after the call
   * @param from the format of the bytes
   * @param to the format of the tensor
   * @param shape the shape, whose product times the width of {@code from} is the buffer's length
   */
  public static Tensor ofBytes(
      ByteBuffer bytes, NumberFormat from, NumberFormat to, long... shape) {
    ByteBuffer slice = bytes.slice().order(ByteOrder.nativeOrder());
    long length = Math.multiplyExact(Shapes.count(shape), from.bytes());
    if (!slice.isDirect()) {
      throw new IllegalArgumentException("a direct buffer was expected, found one on the heap");
    }
    if (slice.remaining() != length) {
      throw new IllegalArgumentException(
          "%s %s takes %d bytes, found %d"
              .formatted(from, Arrays.toString(shape), length, slice.remaining()));
    }
    if (length == 0) {
      return zeros(to, shape);
    }
    return Memory.copyOf(slice, from, to, shape);
  }

  private static ByteBuffer buffer(int count, int width) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, width))
        .order(ByteOrder.nativeOrder());
  }

  /** The length of every axis. */
  public long[] shape() {
    return array().getShape().getShape();
  }

  /** The length of one axis; negative axes count from the last, -1. */
  public long size(int axis) {
    long[] shape = shape();
    return shape[axis < 0 ? shape.length + axis : axis];
  }

  /** The number format. */
  public NumberFormat format() {
    return NumberFormat.ofCode(Script.callForLong("format", this));
  }

  /** The numbers in row-major order, rounded to single precision. */
  public float[] toFloats() {
    return read(NumberFormat.F32, PtNDArray::toFloatArray);
  }

  /** The numbers in row-major order, in double precision. */
  public double[] toDoubles() {
    return read(NumberFormat.F64, PtNDArray::toDoubleArray);
  }

  /** The whole numbers in row-major order. */
  public ImmutableLongArray toLongs() {
    return ImmutableLongArray.copyOf(read(NumberFormat.I64, PtNDArray::toLongArray));
  }

  private <T> T read(NumberFormat format, Function<PtNDArray, T> values) {
    try (PtNDArray copy = Script.callForArray("values", this, format.code())) {
      return values.apply(copy);
    }
  }

  /** A copy of the numbers as they lie in memory: in row-major order, in the machine's order. */
  public ByteBuffer toBytes() {
    try (Tensor bits = Script.call("bits", this)) {
      return bits.array().toByteBuffer(false).order(ByteOrder.nativeOrder());
    }
  }

  /** The one number of a tensor that holds one. */
  public float item() {
    float[] values = toFloats();
    if (values.length != 1) {
      throw new IllegalStateException("one number was expected, found " + values.length);
    }
    return values[0];
  }

  /** Takes this tensor out of its scope: from here on it lasts until its owner closes it. */
  public Tensor lasting() {
    belongTo(null);
    return this;
  }

  /** Marks this tensor as one that gradients are taken of; it must not be a result itself. */
  public Tensor trainable() {
    Script.callForLong("set_trainable", this, true);
    return this;
  }

  /** Ends the training of this tensor: results computed from it carry no gradients any more. */
  public Tensor frozen() {
    Script.callForLong("set_trainable", this, false);
    return this;
  }

  /** Whether gradients are taken of this tensor, or of what it was computed from. */
  public boolean isTrainable() {
    return Script.callForLong("is_trainable", this) == 1;
  }

  /** How many tensors of this process are open. */
  public static int liveCount() {
    return LIVE.size();
  }

  /** The bytes that the open tensors of this process speak for; a view counts as its whole size. */
  public static long liveBytes() {
    return LIVE.stream().mapToLong(Tensor::bytes).sum();
  }

  /** Closing waits for this, so that the bytes of another thread's tensor can be asked. */
  private synchronized long bytes() {
    return closed ? 0 : Script.callForLong("bytes", this);
  }

  Scope owner() {
    return owner;
  }

  /** Changes hands; {@code null} for whoever holds this tensor. */
  void belongTo(Scope newOwner) {
    if (owner != null) {
      owner.disown(this);
    }
    owner = newOwner;
    if (newOwner != null) {
      newOwner.own(this);
    }
  }

  PtNDArray array() {
    if (closed) {
      throw new IllegalStateException("this tensor is closed: its scope has ended");
    }
    return array;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LIVE.remove(this);
      belongTo(null);
      array.close();
    }
  }
}
