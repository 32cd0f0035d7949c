// A line of an error leads to that line in the text. Without a script, it leads to the lines shown below the error.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-line]')
  const area = document.getElementById('id_content')
  if (!link || !area) return
  event.preventDefault()
  const lines = area.value.split('\n')
  const line = Math.min(Number(link.dataset.line), lines.length)
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  area.focus()
  area.setSelectionRange(start, start + lines[line - 1].length)
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(line - 5, 0)
})
