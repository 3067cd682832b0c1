package org.lockstep.gate.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a section of strings out of a 64-bit ELF file, little-endian: what g++ makes here. */
final class ElfSection {
  private static final int MAGIC = 0x464c457f;
  private static final int TABLE_OFFSET = 0x28;
  private static final int ENTRY_SIZE = 0x3a;
  private static final int ENTRIES = 0x3c;
  private static final int NAMES = 0x3e;
  private static final int OFFSET = 0x18;
  private static final int SIZE = 0x20;

  private final ByteBuffer file;

  private ElfSection(byte[] content) {
    file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < 64 || file.getInt(0) != MAGIC || file.get(4) != 2 || file.get(5) != 1) {
      throw new IllegalArgumentException("this is no 64-bit little-endian ELF file");
    }
  }

  /** The texts of the section, each of which ends with NUL; none if there is no such section. */
  static List<String> texts(byte[] content, String section) {
    ElfSection elf = new ElfSection(content);
    List<String> texts = new ArrayList<>();
    int names = elf.offset(elf.header(elf.file.getShort(NAMES)));
    for (int i = 0; i < elf.file.getShort(ENTRIES); i++) {
      int header = elf.header(i);
      if (elf.text(names + elf.file.getInt(header)).equals(section)) {
        int end = elf.offset(header) + Math.toIntExact(elf.file.getLong(header + SIZE));
        for (int at = elf.offset(header);
            at < end;
            at += texts.get(texts.size() - 1).length() + 1) {
          texts.add(elf.text(at));
        }
      }
    }
    return texts;
  }

  private int header(int index) {
    return Math.toIntExact(file.getLong(TABLE_OFFSET)) + index * file.getShort(ENTRY_SIZE);
  }

  private int offset(int header) {
    return Math.toIntExact(file.getLong(header + OFFSET));
  }

  private String text(int at) {
    int end = at;
    while (file.get(end) != 0) {
      end++;
    }
    return new String(file.array(), at, end - at, StandardCharsets.US_ASCII);
  }
}
