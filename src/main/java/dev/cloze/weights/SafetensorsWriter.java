package dev.cloze.weights;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes safetensors files. */
public final class SafetensorsWriter {
  private static final ImmutableSet<NumberFormat> FLOATS =
      ImmutableSet.of(NumberFormat.F16, NumberFormat.BF16, NumberFormat.F32, NumberFormat.F64);

  /** How many numbers are converted and written at once. */
  private static final long PIECE = 1L << 22;

  /** The header fills up to a multiple of this, so that every number lies at one of its width. */
  private static final int ALIGNMENT = 8;

  private record Item(String name, Tensor tensor, NumberFormat format, ImmutableLongArray shape) {
    long count() {
      return Shapes.count(shape.toArray());
    }

    long bytes() {
      return Math.multiplyExact(count(), format.bytes());
    }
  }

  private SafetensorsWriter() {}

  /**
   * Writes tensors to a file. It is written under the name with {@code .partial} behind it, then
   * renamed: at {@code file} stands either what stood there before or the whole new file. The same
   * tensors give the same bytes.
   *
   * @param file the file, replaced if it exists; its folder must exist
   * @param tensors by name; the name {@code __metadata__} is the format's own
   * @param format what floating-point tensors are stored in; others keep their own format
   * @param metadata notes of the caller's; transformers reads only files with {@code format: pt}
   * @throws ClozeException {@code WGT-018} if it cannot be written
   */
  public static void write(
      Path file, Map<String, Tensor> tensors, NumberFormat format, Map<String, String> metadata) {
    checkArgument(FLOATS.contains(format), "%s is no floating-point format", format);
    checkArgument(
        !tensors.containsKey(HeaderParser.METADATA),
        "the name %s is the format's own",
        HeaderParser.METADATA);
    List<Item> items = items(tensors, format);
    Path partial = partial(file);
    try {
      try {
        writePartial(partial, header(items, metadata), items);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new ClozeException(
              WeightsError.CANNOT_WRITE,
              "%s: cannot be written: %s; make room there or permit it, then go on",
              file,
              Quote.reason(e))
          .causedBy(e);
    }
  }

  /**
   * Deletes a file that was written here, and what a killed process may have left beside it.
   *
   * @throws IOException where the operating system refuses
   */
  public static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(partial(file));
  }

  private static Path partial(Path file) {
    return file.resolveSibling(file.getFileName() + ".partial");
  }

  /** The widest numbers first, so that each tensor begins at a multiple of its own width. */
  private static List<Item> items(Map<String, Tensor> tensors, NumberFormat format) {
    return tensors.entrySet().stream()
        .map(entry -> item(entry.getKey(), entry.getValue(), format))
        .sorted(
            Comparator.comparingInt((Item item) -> -item.format().bytes())
                .thenComparing(Item::name))
        .toList();
  }

  private static Item item(String name, Tensor tensor, NumberFormat format) {
    NumberFormat own = tensor.format();
    return new Item(
        name,
        tensor,
        FLOATS.contains(own) ? format : own,
        ImmutableLongArray.copyOf(tensor.shape()));
  }

  private static byte[] header(List<Item> items, Map<String, String> metadata) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    ImmutableSortedMap.Builder<String, ObjectNode> nodes = ImmutableSortedMap.naturalOrder();
    long begin = 0;
    for (Item item : items) {
      ObjectNode node = mapper.createObjectNode();
      node.put("dtype", Dtype.of(item.format()).name());
      node.set("shape", mapper.valueToTree(item.shape().toArray()));
      node.set("data_offsets", mapper.valueToTree(new long[] {begin, begin + item.bytes()}));
      nodes.put(item.name(), node);
      begin += item.bytes();
    }
    ObjectNode header = mapper.createObjectNode();
    if (!metadata.isEmpty()) {
      header.set(HeaderParser.METADATA, mapper.valueToTree(ImmutableSortedMap.copyOf(metadata)));
    }
    nodes.build().forEach(header::set);
    String json = mapper.writeValueAsString(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(-length & (ALIGNMENT - 1))).getBytes(StandardCharsets.UTF_8);
  }

  private static void writePartial(Path partial, byte[] header, List<Item> items)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(Header.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
      writeFully(channel, length.putLong(header.length).flip());
      writeFully(channel, ByteBuffer.wrap(header));
      for (Item item : items) {
        writeNumbers(channel, item);
      }
      channel.force(true);
    }
  }

  private static void writeNumbers(FileChannel channel, Item item) throws IOException {
    long count = item.count();
    for (long start = 0; start < count; start += PIECE) {
      long from = start;
      long length = Math.min(PIECE, count - start);
      writeFully(channel, Scope.get(() -> numbers(item, from, length)));
    }
  }

  private static ByteBuffer numbers(Item item, long start, long length) {
    Tensor flat = Shapes.reshape(Memory.detach(item.tensor()), -1);
    return Memory.cast(Shapes.narrow(flat, 0, start, length), item.format()).toBytes();
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
