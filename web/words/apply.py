"""The words of applying without coming: pre-check, online application, files, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # Pre-check.
    "precheck": ("我能不能交？", "Can I submit?"),
    "precheck_go": ("查一查能不能交", "Can I submit?"),
    "precheck_how": (
        "照着自己的材料填，缺什么、哪里不对，一次全告诉您。不用登录，填的内容不保存。",
        "Type what your own papers say and see at once everything that is missing or wrong."
        " No login; nothing is kept.",
    ),
    "precheck_check": ("看看结果", "Show the result"),
    "precheck_situation": ("先说情况", "Your situation"),
    "precheck_materials": ("再看材料", "Your materials"),
    "precheck_read_off": ("上面写的是", "What it says"),
    "precheck_how_paper": ("有了", "I have it"),
    "precheck_how_absent": ("还没有", "not yet"),
    "precheck_how_unsaid": ("没想好", "not sure"),
    # The one list.
    "told_all": ("一次说全", "Everything at once"),
    "told_waiting": (
        "填好左边的内容，这里会告诉您还差什么。",
        "Fill in the fields; what is still open is listed here.",
    ),
    "told_good": ("照这样可以交", "You can submit it like this"),
    "told_good_how": (
        "您填的都符合。窗口还会核对材料本身。",
        "Everything you typed is in order. The window still looks at the papers themselves.",
    ),
    "told_wrong": ("有 {count} 处要改", "{count} things to put right"),
    "told_wrong_1": ("有 1 处要改", "1 thing to put right"),
    "told_hopeless": ("现在的情况办不了", "Not possible as things are"),
    "told_gaps": ("还有 {count} 处没有填", "{count} still to fill in"),
    "told_gaps_1": ("还有 1 处没有填", "1 still to fill in"),
    "told_answers": ("申请内容", "What is applied for"),
    "told_remedy": ("怎么改：", "What to do: "),
    "told_must": ("换来的要同时满足", "The replacement must satisfy all of"),
    "told_basis": ("依据：{basis}", "Basis: {basis}"),
    "told_later": ("可以后补的", "May follow later"),
    "told_ours": ("这些不用您交，由窗口去查", "You need not bring these; the window looks them up"),
    "told_by_hand": ("这几处要由窗口的人来看", "A person at the window decides these"),
    "told_announced": ("视情况还可能要的", "What may be needed as well"),
    "told_announced_if": ("如果{when}：", "If {when}: "),
    # Beginning.
    "apply": ("网上申请", "Apply online"),
    "apply_item": ("网上申请：{name}", "Apply online: {name}"),
    "apply_how": (
        "分四步填，随时可以停下。交之前会把缺的、不对的一次列出来。",
        "Four steps. Before you hand in, everything missing or wrong is listed at once.",
    ),
    "apply_kept": (
        "填的内容只存在这个浏览器的这次会话里，半小时不动就清空。用公共电脑的，办完请按“清空并退出”。",
        "What you type is kept for this session only and is gone after half an hour without use."
        " On a shared computer press “Clear and leave” when you are done.",
    ),
    "apply_begin": ("开始填", "Begin"),
    "apply_go_on": ("接着上次填", "Go on where you stopped"),
    "apply_replaces": (
        "您还有一份没交的：{name}。重新开始，那一份就清空了。",
        "You have one that is not handed in: {name}. Beginning again clears it.",
    ),
    "apply_window_only": (
        "这件事还不能在网上申请，请带上材料到窗口办。",
        "This cannot be applied for online yet; please bring your papers to the window.",
    ),
    "apply_to_guide": ("看办事指南", "Read the guide"),
    "apply_gone": ("没有正在填的申请", "No application is being filled in"),
    "apply_gone_how": (
        "可能已经交了，也可能半小时没动，内容清空了。可以从办事指南重新开始。",
        "It was handed in, or it was cleared after half an hour without use."
        " You may begin again from the guide.",
    ),
    "apply_end": ("清空并退出", "Clear and leave"),
    "apply_changed": (
        "您填的时候，这件事出了新的实施版本。填过的都在，请从头看一遍有没有变化。",
        "A new edition came into force while you were filling in. Your answers are kept;"
        " please look through them again.",
    ),
    # Steps.
    "apply_steps": ("四步", "Four steps"),
    "apply_step": ("第 {number} 步，共 4 步", "Step {number} of 4"),
    "apply_step_who": ("谁来办", "Who applies"),
    "apply_step_answers": ("申请内容", "What is applied for"),
    "apply_step_materials": ("材料", "Materials"),
    "apply_step_review": ("核对并提交", "Check and hand in"),
    "apply_not_begun": ("没开始", "not begun"),
    "apply_open": ("还差 {count} 处", "{count} open"),
    "apply_filled": ("填好了", "done"),
    "apply_next": ("保存，下一步", "Save and go on"),
    "apply_back": ("上一步", "Back"),
    "apply_all_steps": ("看全部步骤", "All steps"),
    # Who.
    "apply_role": ("是您自己办，还是替别人办？", "Do you apply for yourself?"),
    "apply_role_applicant": ("自己办（或者本单位办）", "For myself, or for my own organisation"),
    "apply_role_agent": ("替别人办", "For somebody else"),
    "apply_who_name": ("申请人", "Applicant"),
    "apply_who_kind": ("证件种类", "Kind of identity document"),
    "apply_id_resident": ("居民身份证", "Resident identity card"),
    "apply_id_social_credit": ("统一社会信用代码", "Unified social credit code"),
    "apply_id_other": ("其他证件", "Other document"),
    "apply_who_number": ("证件号码", "Number of the document"),
    "apply_who_telephone_how": ("窗口有事打这个电话。", "The window calls this number."),
    "apply_who_email": ("电子邮箱", "E-mail"),
    "apply_who_email_how": (
        "可以不填。填了，办理进展也能发到这里。",
        "May be left out. Messages can go there.",
    ),
    "apply_who_email_wrong": (
        "{name}不像电子邮箱，请核对。",
        "{name}: this is no e-mail address; please compare.",
    ),
    "apply_agent": ("替人办的，填您自己", "If you act for somebody: yourself"),
    "apply_agent_how": (
        "收件的时候，窗口要看申请人写的委托书。请准备好原件。",
        "Before anything is received the window has to see the applicant's written mandate.",
    ),
    "apply_agent_name": ("您的姓名", "Your name"),
    "apply_agent_number": ("您的证件号码", "Number of your document"),
    "apply_agent_telephone": ("您的电话", "Your telephone"),
    "apply_who_empty": ("请填：{name}", "Please fill in: {name}"),
    "apply_who_telephone_wrong": (
        "{name}不像电话号码，请核对。",
        "{name}: this is no telephone number; please compare.",
    ),
    "apply_who_number_wrong": (
        "{name}对不上证件种类，请一位一位核对。",
        "{name}: the number does not fit the kind of document; please compare it digit by digit.",
    ),
    # Materials.
    "apply_nothing": ("这件事不用您交材料。", "You need not hand in any material."),
    "apply_how_question": ("{name}：怎么交", "{name}: how does it come?"),
    "apply_how_file": ("传文件", "as a file"),
    "apply_how_paper": ("带纸质的去窗口", "on paper, at the window"),
    "apply_how_absent": ("没有", "not handed in"),
    "apply_how_later": ("以后补交", "to follow later"),
    "file_size": ("{size} KB", "{size} KB"),
    "apply_file": ("选文件", "Choose a file"),
    "apply_file_of": ("{name}：选文件", "{name}: choose a file"),
    "apply_file_how": (
        "PDF、JPG、PNG，每个不超过 20 MB，一次一共不超过 40 MB。",
        "PDF, JPG or PNG, 20 MB each, 40 MB together at a time.",
    ),
    "apply_file_send": ("上传", "Upload"),
    "apply_file_remove": ("不要这个了", "Remove"),
    "apply_files": ("已经传了", "Uploaded"),
    "apply_original_later": (
        "传的是扫描件，原件请在领证的时候或者到窗口时带上。",
        "What you upload is a scan; the original is looked at when you collect or come to the window.",
    ),
    "apply_gap_material": ("请说一下，{name}怎么交。", "Please say how {name} comes."),
    "apply_gap_file": ("{name}选了传文件，文件还没有传。", "{name}: the file has not been uploaded."),
    "apply_uploading": ("正在上传，请不要关闭页面", "Uploading; please keep this page open"),
    "apply_upload_wait": (
        "传得太多了，请过 10 分钟再传。填的内容都在。",
        "Too many uploads; please wait ten minutes. What you typed is kept.",
    ),
    "apply_refused_file": ("“{name}”没有收：{why}", "“{name}” was not taken: {why}"),
    "apply_refused_rest": (
        "填的内容和其他文件都保存了，只有这些没有收：",
        "What you typed and the other files are kept; only these were not taken:",
    ),
    # Handing in.
    "apply_change": ("修改", "Change"),
    "apply_empty": ("没有填", "left empty"),
    "apply_unsaid": ("没有说", "not said"),
    "apply_send": ("提交申请", "Hand in"),
    "apply_anyway": (
        "我知道上面有 {count} 处不符合，还是现在交。窗口会一次告诉我怎么补。",
        "I know that {count} things above are not in order and hand in now."
        " The window will tell me once what to put right.",
    ),
    "apply_say_anyway": (
        "有不符合的地方。可以先改好再交；要现在交，请先勾选。",
        "Some things are not in order. Put them right first, or tick the box to hand in now.",
    ),
    "apply_held": (
        "有 {count} 处不符合，改好了才能交。",
        "{count} things are not in order; please put them right first.",
    ),
    "apply_promise": (
        "我填的都是真的，传的文件和原件一样。",
        "What I typed is true, and the files are like the originals.",
    ),
    "apply_sent": ("已经提交", "Handed in"),
    "apply_sent_not_yet": (
        "这是提交的凭据，不是收件。窗口看过以后才收件，收件的日子起算时限。",
        "This shows that you handed in. It is not a receipt yet: the window looks at it first,"
        " and the time limits begin with the receipt.",
    ),
    "apply_sent_keep": (
        "请记下办件号和查询码，凭这两样查进度、补材料。",
        "Keep number and code: with both you see how far it is and answer the window.",
    ),
    "apply_sent_at": ("提交时间", "Handed in at"),
    "apply_sent_what": ("交了什么", "What was handed in"),
    "apply_sent_files": ("{count} 个文件", "files: {count}"),
    "apply_sent_follow": ("看办到哪一步", "See how far it is"),
    "apply_sent_qr": ("办件进度的二维码", "Code for the page of the case"),
    "apply_sent_print": ("用浏览器的打印功能可以打出来。", "Use your browser's print function to print it."),
    # Files and the counter.
    "files": ("文件", "Files"),
    "files_none": ("还没有文件。", "There are no files yet."),
    "files_open": ("下载", "Download"),
    "files_unscanned": ("没查过病毒", "not scanned for viruses"),
    "not_opened": ("这个文件不能打开", "This file is not opened"),
    "not_opened_infected": (
        "在文件里查出了病毒。请让申请人重新交一份。",
        "A virus was found in it. Ask the applicant for another file.",
    ),
    "not_opened_unscanned": (
        "这个文件还没查过病毒，现在又查不了。请过几分钟再打开。",
        "It was not scanned for viruses yet and cannot be scanned just now. Try again in some minutes.",
    ),
    "files_not_here": ("还没到", "not here yet"),
    "files_take": ("收文件", "Take a file"),
    "files_material": ("哪样材料", "For which material"),
    "files_from_net": ("网上来的，等收件", "From the net, to be received"),
    "files_online": ("网上提交", "from the net"),
    "apply_no_file": ("没有选文件。", "No file was chosen."),
    "not_taken": ("没有收", "Not taken"),
    "mandate": ("替人办的，还没有委托", "Handed in for somebody; no mandate yet"),
    "mandate_how": (
        "交的人是 {name}，证件号 {number}。看过委托书原件再记。",
        "Handed in by {name}, document {number}. Record it once you have seen the mandate.",
    ),
    "mandate_until": ("委托到哪天（没写可以空着）", "Until (leave empty if it does not say)"),
    "mandate_record": ("委托书看过了，记下", "I have seen the mandate"),
    "progress_upload": ("或者传文件", "or upload files"),
    "progress_file_kept": ("已经收到", "already here"),
    # Questions.
    "talk": ("问和答", "Questions and answers"),
    "talk_question": ("问：", "Question: "),
    "talk_answer": ("答：", "Answer: "),
    "talk_answered": ("已答复", "answered"),
    "talk_waits": ("等答复", "not answered yet"),
    "talk_number": ("问题编号 {number}", "question number {number}"),
    "talk_about": ("问的是哪一条", "Which line is it about?"),
    "talk_whole": ("整个申请", "The application as a whole"),
    "talk_this": ("问这一条", "Ask about this line"),
    # What was decided.
    "results": ("办理结果公示", "Decisions"),
    "results_how": (
        "姓名只显示第一个字。办件号可以在这里查。",
        "Names show their first sign only. Look up a case by its number.",
    ),
    "results_none": ("还没有公示的结果。", "Nothing has been published yet."),
    "results_lost": (
        "没有查到“{number}”的结果。可能还没有决定，或者不公示。",
        "No decision is published for “{number}”.",
    ),
    "results_granted": ("准予", "granted"),
    "results_refused": ("不予", "refused"),
    "results_more": ("下一页", "Next page"),
    "results_first": ("回第一页", "First page"),
    "results_all": ("看全部", "All"),
}
