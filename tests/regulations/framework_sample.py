"""Small framework files that are in order, for tests that break them."""

from __future__ import annotations

CELL = """\
framework: cell-2024
model: cell
style: points
title: {vi: Khung, ms: Rangka, en: Frame}
whole: 40
threshold: 70
instruction:
  number: 05-HD/BTCTU
  dated: 2024-05-19
  issuer: {vi: Ban, ms: Jabatan, en: Office}
  edition: 1
  from: 2024-05-19
  until: 2025-12-31
provenance:
  origin: reconstruction
  note: {vi: Dựng lại, ms: Binaan semula, en: Reconstructed}
  sources:
    - domain 9.1
    - "05-HD/BTCTU"
groups:
  - code: I
    good: 1
    title: {vi: Nhiệm vụ, ms: Tugas, en: Tasks}
    points: 20
    criteria:
      - code: I.1
        wording: {vi: Việc năm, ms: Kerja tahun, en: Tasks of the year}
        points: 8
        every: month
        evidence: {vi: Sổ, ms: Buku, en: Book}
        threshold: 60
        local: [wording, target, plan]
        target_at_least: 90
        plan_units: [{vi: đồng, ms: VND, en: VND}]
        indicator: tasks_done_on_time
        measure: percentage
        amount: {vi: đã xong, ms: selesai, en: done}
        base: {vi: đến hạn, ms: patut selesai, en: due}
        scale:
          - [90, 8]
          - [70, 6.5]
          - [0, 2]
      - code: I.2
        wording: {vi: Nguồn lực, ms: Sumber, en: Resources}
        points: 7
        every: quarter
        evidence: {vi: Sổ quỹ, ms: Lejar, en: Ledger}
        not_applicable: {give: I.1}
        measure: quantity
        amount: {vi: huy động, ms: digembleng, en: raised}
        base: {vi: kế hoạch, ms: pelan, en: planned}
        unit: {vi: đồng, ms: VND, en: VND}
        scale: {full_from: 80}
      - code: I.3
        wording: {vi: Phân công, ms: Agihan, en: Assignment}
        points: 5
        every: month
        evidence: {vi: Danh sách, ms: Senarai, en: List}
        parts:
          - code: a
            points: 2
            wording: {vi: được phân công, ms: diagihkan, en: assigned}
            measure: percentage
            amount: {vi: có việc, ms: ada tugas, en: with a task}
            base: {vi: đảng viên, ms: ahli, en: members}
            indicator: members_assigned
          - code: b
            points: 3
            wording: {vi: hoàn thành, ms: selesai, en: completed}
            measure: yes_no
  - code: II
    good: 2
    title: {vi: Sinh hoạt, ms: Aktiviti, en: Meetings}
    points: 10
    criteria:
      - code: II.1
        wording: {vi: Dự họp, ms: Kehadiran, en: Attendance}
        points: 10
        every: month
        evidence: {vi: Điểm danh, ms: Kehadiran, en: Roll call}
        measure: percentage
        amount: {vi: có mặt, ms: hadir, en: present}
        base: {vi: phải dự, ms: patut hadir, en: due}
        events: [{code: unexcused, wording: {vi: vắng, ms: tidak hadir, en: absent}, minus: 1}]
  - code: III
    good: 3
    title: {vi: Đoàn kết, ms: Perpaduan, en: Unity}
    points: 6
    criteria:
      - code: III.1
        wording: {vi: Quy chế, ms: Peraturan, en: Rules}
        points: 4
        every: quarter
        evidence: {vi: Kiểm tra, ms: Semakan, en: Check}
        not_applicable: never
        measure: graded
        grades:
          - {code: full, wording: {vi: tốt, ms: baik, en: good}, points: 4}
          - {code: none, wording: {vi: không, ms: tiada, en: none}, points: 0}
      - code: III.2
        wording: {vi: Kỷ luật, ms: Disiplin, en: Discipline}
        points: 2
        every: month
        evidence: {vi: Quyết định, ms: Keputusan, en: Decisions}
        measure: deductions
        events:
          - {code: reprimand, wording: {vi: khiển trách, ms: teguran, en: reprimand}, minus: 1}
          - {code: heavier, wording: {vi: nặng hơn, ms: lebih berat, en: heavier}, at_most: 0}
  - code: IV
    good: 4
    title: {vi: Đảng viên, ms: Ahli, en: Members}
    points: 4
    criteria:
      - code: IV.1
        wording: {vi: Xếp loại, ms: Klasifikasi, en: Rating}
        points: 4
        every: year
        evidence: {vi: Quyết định, ms: Keputusan, en: Decision}
        measure: yes_no
variants:
  - code: school
    title: {vi: Trường học, ms: Sekolah, en: School}
    sectors: [public_service]
    criteria:
      I.1:
        wording: {vi: Dạy học, ms: Pengajaran, en: Teaching}
      I.2:
        points: 4
        measure: yes_no
      I.3: {points: 8, measure: yes_no}
  - code: army
    title: {vi: Quân đội, ms: Tentera, en: Army}
    sectors: [army, police]
    criteria:
      IV.1: {evidence: {vi: Lệnh, ms: Perintah, en: Order}}
bonus:
  most: 5
  items: [{code: replicated, wording: {vi: nhân rộng, ms: dicontohi, en: replicated}, points: 2}]
deductions:
  - {code: late, wording: {vi: chậm, ms: lewat, en: late}, points: 0.5}
bands:
  - {code: high, title: {vi: cao, ms: tinggi, en: high}, at_least: 36}
  - {code: low, title: {vi: thấp, ms: rendah, en: low}, at_least: 0}
recognition:
  most: 25
  conditions:
    - {fact: total, at_least: 36, wording: {vi: điểm, ms: mata, en: points}}
    - {fact: quality_class, one_of: [excellent, good], wording: {vi: loại, ms: kelas, en: class}}
  disqualifications:
    - {fact: disunity_concluded, above: 0, wording: {vi: mất đoàn kết, ms: perpecahan, en: disunity}}
calendar:
  - {step: registration, title: {vi: đăng ký, ms: daftar, en: register}, month: 3, day: 31}
  - {step: assessment, title: {vi: tự chấm, ms: nilai, en: assess}, months_later: 1, day: 5}
  - {step: report, title: {vi: gửi, ms: hantar, en: send}, after: meeting, days_after: 2}
  - {step: confirmation, title: {vi: xác nhận, ms: sah, en: confirm}, after: report, days_after: 5, working_days: yes}
"""

MET = """\
framework: cell-met
model: cell
style: met
title: {vi: Khung, ms: Rangka, en: Frame}
threshold: 70
instruction:
  {number: "1", dated: 2024-01-01, issuer: {vi: Ban, ms: Jabatan, en: Office}, edition: 1, from: 2024-01-01}
provenance: {origin: official, note: {vi: Gốc, ms: Asal, en: Original}, sources: [office]}
groups:
""" + "".join(
    f"""\
  - code: G{number}
    good: {number}
    title: {{vi: nhóm, ms: kumpulan, en: group}}
    criteria:
      - code: G{number}.1
        wording: {{vi: việc, ms: perkara, en: matter}}
        every: month
        evidence: {{vi: sổ, ms: buku, en: book}}
        mandatory: yes
        measure: met
        indicator: regular_meeting_held
"""
    for number in (1, 2, 3, 4)
)

COLLECTIVE = """\
framework: collective-2026
model: collective
style: points
title: {vi: Tập thể, ms: Kolektif, en: Collective}
whole: 100
threshold: 50
instruction:
  {number: "366", dated: 2025-08-30, issuer: {vi: TW, ms: Pusat, en: Centre}, edition: 1, from: 2025-08-30}
provenance: {origin: official, note: {vi: Gốc, ms: Asal, en: Original}, sources: [office]}
groups:
  - code: "1"
    title: {vi: nhóm, ms: kumpulan, en: group}
    points: 100
    criteria:
      - code: "1.1"
        wording: {vi: việc, ms: perkara, en: matter}
        points: 100
        every: year
        evidence: {vi: sổ, ms: buku, en: book}
        measure: yes_no
classification:
  classes:
    - code: excellent
      title: {vi: xuất sắc, ms: cemerlang, en: excellent}
      at_least: 90
      conditions: [{fact: tasks_on_time, at_least: 100, wording: {vi: đúng hạn, ms: tepat, en: on time}}]
    - {code: good, title: {vi: tốt, ms: baik, en: good}, at_least: 70}
    - {code: failed, title: {vi: không, ms: gagal, en: failed}, at_least: 0}
  triggers:
    - {class: failed, fact: tasks_done, below: 70, wording: {vi: việc, ms: tugas, en: tasks}}
  caps:
    - {class: excellent, of: good, share: 20, outstanding_share: 25, base: below, rounding: down}
"""
