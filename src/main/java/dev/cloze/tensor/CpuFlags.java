package dev.cloze.tensor;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the processor says of itself.
 *
 * @param name the processor's name, or {@code unknown}
 * @param flags the names of its instruction sets as Linux spells them; empty where it cannot be
 *     asked
 */
record CpuFlags(String name, ImmutableSet<String> flags) {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final ImmutableSet<String> BF16 =
      ImmutableSet.of("avx512_bf16", "amx_bf16", "bf16");

  /**
   * Asks the machine: {@code /proc/cpuinfo} on Linux, {@code sysctl} on macOS, nobody elsewhere.
   */
  static CpuFlags ofThisMachine() {
    try {
      if (Files.isReadable(LINUX)) {
        return parse(Files.readString(LINUX));
      }
      if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
        return parse(sysctl());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parse("");
  }

  /**
   * Reads lines of {@code key: value}. Linux lists the flags under {@code flags} (x86) or {@code
   * Features} (Arm), once for each core; macOS has a key with 0 or 1 for each.
   */
  static CpuFlags parse(String text) {
    String name = "unknown";
    ImmutableSet.Builder<String> flags = ImmutableSet.builder();
    for (String line : Splitter.on('\n').split(text)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String value = line.substring(colon + 1).trim();
      switch (line.substring(0, colon).trim()) {
        case "flags", "Features" ->
            flags.addAll(Splitter.on(' ').omitEmptyStrings().splitToList(value));
        case "model name", "machdep.cpu.brand_string" -> name = value;
        case "hw.optional.arm.FEAT_BF16" -> {
          if (value.equals("1")) {
            flags.add("bf16");
          }
        }
        default -> {
          // a key that says nothing of instruction sets
        }
      }
    }
    return new CpuFlags(name, flags.build());
  }

  private static String sysctl() throws IOException {
    Process process =
        new ProcessBuilder("sysctl", "machdep.cpu.brand_string", "hw.optional.arm.FEAT_BF16")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Whether the processor multiplies bf16 matrices by itself: on others bf16 is slower than f32.
   */
  boolean hasBf16() {
    return flags.stream().anyMatch(BF16::contains);
  }
}
